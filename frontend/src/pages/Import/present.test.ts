import { describe, expect, it } from 'vitest';
import type { ImportKind, ImportOutcome, ImportRow } from '../../api/exchange';
import { limits, Unreadable, type Why } from '../../pdf/unreadable';
import { sent, wrongWith } from './file';
import {
  byColumn,
  cellsToCorrect,
  documents,
  fieldsOf,
  foundInWords,
  goingNowhere,
  kindsToAdd,
  leavable,
  leftOutInWords,
  rowsByNumber,
  placedIn,
  sourceOf,
  headingOver,
  kindInWords,
  layoutOf,
  leftOut,
  matchInWords,
  missingFrom,
  outlook,
  pageInWords,
  placeInWords,
  planOf,
  progressAloud,
  spreadsheets,
  unreadableInWords,
  withoutText,
} from './present';

const kinds: ImportKind[] = [
  { kind: 'objective', noun: 'objective', choices: [{ as: 'title', label: 'Title' }, { as: 'due', label: 'Horizon' }] }, // prettier-ignore
  { kind: 'risk', noun: 'risk', choices: [{ as: 'title', label: 'Risk' }] },
  { noun: 'item', choices: [{ as: 'kind', label: 'What it is' }, { as: 'title', label: 'Title' }] }, // prettier-ignore
];

const row = (part: Partial<ImportRow>): ImportRow => ({
  sheet: 'Plan',
  row: 2,
  lines: [{ sheet: 'Plan', row: 2, under: 0 }],
  state: 'wrong',
  about: false,
  code: 'O1',
  title: 'Share records',
  match: '',
  changes: [],
  problems: [],
  notes: [],
  ...part,
});

describe('a file', () => {
  it('is refused in words before it is sent', () => {
    expect(wrongWith({ name: 'plan.xlsx', size: 10 }, spreadsheets)).toBeUndefined();
    expect(wrongWith({ name: 'PLAN.CSV', size: 10 }, spreadsheets)).toBeUndefined();
    expect(wrongWith({ name: 'plan.pdf', size: 10 }, spreadsheets)).toMatch(/cannot be read here. Choose an Excel/);
    expect(wrongWith({ name: 'plan', size: 10 }, spreadsheets)).toMatch(/cannot be read here/);
    expect(wrongWith({ name: 'plan.csv', size: 0 }, spreadsheets)).toMatch(/empty/);
    expect(wrongWith({ name: 'plan.csv', size: 5 * 1024 * 1024 }, spreadsheets)).toMatch(/is 5\.0 MB/);
    expect(wrongWith({ name: 'plan.PDF', size: 5 * 1024 * 1024 }, documents)).toBeUndefined();
    expect(wrongWith({ name: 'plan.pdf', size: 21 * 1024 * 1024 }, documents)).toMatch(
      /is 21\.0 MB\. PDFs of up to 20 MB/,
    );
  });

  it('is sent byte by byte', async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);
    const { name, content } = await sent({ name: 'plan.xlsx', arrayBuffer: () => Promise.resolve(bytes.buffer) });
    expect(name).toBe('plan.xlsx');
    expect(Uint8Array.from(atob(content), (c) => c.charCodeAt(0))).toEqual(bytes);
  });
});

describe('how a sheet is read', () => {
  const layout = {
    sheet: 'Plan',
    header: 1,
    kind: 'objective' as const,
    columns: [
      { column: 1, as: 'title' },
      { column: 3, as: 'due' },
    ],
  };

  it('is kept when nothing is changed', () => expect(layoutOf(planOf(layout), kinds)).toEqual(layout));

  it('keeps what another kind does not have, and does not send it', () => {
    const plan = { ...planOf(layout), what: 'risk' };
    expect(layoutOf(plan, kinds)).toEqual({ ...layout, kind: 'risk', columns: [{ column: 1, as: 'title' }] });
    expect(layoutOf({ ...plan, what: 'objective' }, kinds)).toEqual(layout);
    expect(layoutOf({ ...plan, what: leftOut }, kinds).columns).toEqual([]);
  });

  it('is about the strategy itself, without columns to choose', () => {
    const about = { sheet: 'About', header: 1, about: true, columns: [] };
    expect(layoutOf(planOf(about), kinds)).toEqual(about);
    expect(missingFrom([planOf(about)], kinds)).toEqual([]);
  });

  it('says what is missing', () => {
    const plan = planOf(layout);
    expect(missingFrom([plan], kinds)).toEqual([]);
    expect(missingFrom([{ ...plan, what: leftOut }], kinds)).toEqual([expect.stringMatching(/Every sheet/)]);
    expect(missingFrom([{ ...plan, as: {} }], kinds)).toEqual(['Plan: say which column has the title.']);
    expect(missingFrom([{ ...plan, what: byColumn }], kinds)).toEqual([
      'Plan: say which column says what each row is.',
    ]);
  });
});

describe('what a file makes of a strategy', () => {
  const outcome = (part: Partial<ImportOutcome['counts']>, applied = false): ImportOutcome => ({
    applied,
    seen: '',
    layouts: [],
    sheets: [],
    left_out: [],
    kinds,
    counts: { new: 0, changed: 0, same: 0, wrong: 0, ...part },
    rows: [],
    shown: 0,
  });

  it('is said in sentences', () => {
    expect(outlook(outcome({ new: 1, changed: 2, same: 1, wrong: 3 }))).toEqual([
      '3 rows must be put right first.',
      '1 row will be added.',
      '2 rows will be changed.',
      '1 row says nothing new.',
    ]);
    expect(outlook(outcome({ new: 1, changed: 2 }, true))).toEqual([
      '1 row has been added.',
      '2 rows have been changed.',
    ]);
    expect(outlook(outcome({}))).toEqual(['There are no rows to bring in.']);
    const left_out = [{ sheet: 'Plan', row: 7, text: 'Total', with: 0 }];
    expect(outlook({ ...outcome({}), left_out })).toEqual(['There are no rows to bring in.', '1 row is left out.']);
    expect(outlook({ ...outcome({ new: 1 }, true), left_out: [...left_out, ...left_out] })).toEqual([
      '1 row has been added.',
      '2 rows were left out.',
    ]);
  });

  it('names what goes nowhere, long texts first', () => {
    const column = (letter: string, heading: string, filled: number, long = 0) => ({
      column: letter.charCodeAt(0) - 64,
      letter,
      heading,
      examples: ['x'],
      filled,
      long,
    });
    const plan = [column('A', 'Objective', 41, 30), column('B', 'RAG', 41), column('C', 'Notes', 41, 3), column('D', '', 2, 2), column('E', 'Empty', 0), column('F', '', 1), column('G', 'Why', 1, 1)]; // prettier-ignore
    const file = {
      ...outcome({ new: 41 }),
      sheets: [
        { name: 'Plan', rows: 42, headings: plan },
        { name: 'Risks', rows: 3, headings: [column('A', 'Risk', 2, 1), column('B', 'Score', 2)] },
        { name: 'Guidance', rows: 1, headings: [column('A', 'Notes', 1, 1)] },
      ],
      layouts: [
        { sheet: 'Plan', header: 1, columns: [{ column: 1, as: 'title' }] },
        { sheet: 'Risks', header: 1, columns: [{ column: 1, as: 'title' }] },
        { sheet: 'Guidance', header: 1, columns: [] },
      ],
    };
    expect(goingNowhere(file)).toEqual([
      'Column “Notes” of Plan has text in 41 rows (some of it long) and goes nowhere.',
      'Column D of Plan, which has no heading, has text in 2 rows (all of it long) and goes nowhere.',
      'Column “Why” of Plan has a long text in 1 row and goes nowhere.',
      'Not read in Plan: “RAG” (41 rows), column F (1 row).',
      'Not read in Risks: “Score” (2 rows).',
      'Sheet Guidance (1 row) is left out.',
    ]);
    expect(goingNowhere({ ...file, sheets: file.sheets.slice(0, 0) })).toEqual([]);
    const about = { name: 'About', rows: 6, headings: [column('A', 'What', 5), column('B', 'Text', 5, 1), column('C', 'By', 1)] }; // prettier-ignore
    const read = { ...outcome({}), layouts: [{ sheet: 'About', header: 1, about: true, columns: [] }], sheets: [about] }; // prettier-ignore
    expect(goingNowhere(read)).toEqual(['Not read in About: “By” (1 row).']);
  });

  it('says which rows of an item are left out together', () => {
    const line = (number: number, under = 0, sheet = 'Plan') => ({ sheet, row: number, under });
    const spread = row({ lines: [line(2), line(3, 2), line(4, 2), line(2, 0, 'Other'), line(3, 2, 'Other')] });
    expect(leavable(spread).map(({ place, rows }) => `${place.sheet}: ${rowsByNumber(rows)}`)).toEqual([
      'Plan: rows 2, 3 and 4',
      'Plan: row 3',
      'Plan: row 4',
      'Other: rows 2 and 3',
      'Other: row 3',
    ]);
    expect(leftOutInWords({ sheet: 'Plan', row: 7, text: 'Total; 60', with: 0 })).toBe('Plan, row 7: Total; 60');
    expect(leftOutInWords({ sheet: 'Plan', row: 8, text: 'Calls', with: 7 })).toBe('Plan, row 8, with row 7: Calls');
  });

  it('says by what a row was found', () => {
    expect(matchInWords(row({ match: 'code' }))).toBe('Found by its code, O1');
    expect(matchInWords(row({ match: 'title' }))).toBe('Found by its title; it is O1');
    expect(matchInWords(row({}))).toBe('New');
    expect(matchInWords(row({ about: true }))).toBe('Found by its label');
    expect(kindInWords(row({ about: true }), kinds)).toBe('The strategy itself');
  });

  it('names a cell as people do', () => {
    expect(placeInWords("'Our plan'!G10")).toBe('Our plan, row 10, column G');
    expect(placeInWords("'It''s'!AA1")).toBe("It's, row 1, column AA");
    expect(placeInWords('file')).toBe('file');
    const headings = [{ column: 7, letter: 'G', heading: 'By when', examples: [], filled: 2, long: 0 }];
    expect(headingOver("'Our plan'!G10", [{ name: 'Our plan', rows: 3, headings }])).toBe('By when');
    expect(headingOver('Other!G10', [{ name: 'Our plan', rows: 3, headings }])).toBe('');
  });

  it('asks for a cell once, with all that is wrong with it', () => {
    const problems = [
      { cell: 'Plan!A2', value: 'x', reason: 'One.' },
      { cell: 'Plan!B2', value: 'y', reason: 'Two.' },
      { cell: 'Plan!A2', value: 'x', reason: 'Three.' },
    ];
    expect(cellsToCorrect(row({ problems }))).toEqual([
      { cell: 'Plan!A2', value: 'x', reason: 'One. Three.' },
      { cell: 'Plan!B2', value: 'y', reason: 'Two.' },
    ]);
  });
});

describe('a candidate', () => {
  const candidate = {
    title: 'x',
    due: '',
    when: '',
    how: '',
    owner: '',
    measures: [],
    place: 'Slide 3, paragraph 2',
    under: '',
    words: 'x',
  };

  it('becomes an item that says where it comes from', () => {
    const measures = [{ name: 'Wards', baseline: '5', target: '11', place: 'Slide 3, paragraph 3' }];
    expect(
      fieldsOf(
        { title: ' Share ', due: ' 2027-03 ', owner: ' CIO ', measures },
        'objective',
        placedIn('plan.pptx', candidate),
      ),
    ).toEqual({
      title: 'Share',
      due: '2027-03',
      owner: 'CIO',
      measures: [{ name: 'Wards', baseline: '5', target: '11' }],
      provenance: 'plan.pptx, slide 3, paragraph 2',
    });
    expect(fieldsOf({ title: 'Share', due: '', owner: 'CIO', measures: [] }, 'initiative', 'x')).toEqual({
      title: 'Share',
      provenance: 'x',
    });
    expect(placedIn(sourceOf({ name: '', text: 'x' }), candidate)).toBe('Pasted text, slide 3, paragraph 2');
    const ofPdf = { ...candidate, place: 'Page 3, paragraph 2' };
    expect(placedIn(sourceOf({ name: 'Strategy 2026.pdf', text: 'x' }), ofPdf)).toBe(
      'Strategy 2026.pdf, page 3, paragraph 2',
    );
  });

  it('is a goal of a system and an objective of everybody else', () => {
    expect(kindsToAdd('system')[0]).toBe('goal');
    expect(kindsToAdd('trust')[0]).toBe('objective');
  });

  it('is counted', () => {
    const reading = { passages: 3, found: 2, candidates: [] };
    expect(foundInWords(reading, 'plan.docx')).toBe('2 candidates in plan.docx');
    expect(foundInWords({ ...reading, found: 1 }, 'plan.docx')).toBe('1 candidate in plan.docx');
    expect(foundInWords({ ...reading, found: 0 }, 'plan.docx')).toBe('Nothing found in plan.docx');
  });
});

describe('a PDF', () => {
  it('is said to be read page by page, aloud once in a while', () => {
    const at = (page: number, pages: number) => ({ name: 'plan.pdf', page, pages });
    expect(pageInWords(at(0, 0))).toBe('Opening “plan.pdf”');
    expect(pageInWords(at(12, 80))).toBe('Reading page 12 of 80');
    const aloud = Array.from({ length: 81 }, (_, page) => progressAloud(at(page, page === 0 ? 0 : 80)));
    expect([...new Set(aloud)]).toEqual(
      ['Opening “plan.pdf”', ...[1, 20, 40, 60, 80].map((page) => `Reading page ${page} of 80`)], // prettier-ignore
    );
    expect(progressAloud(at(7, 9))).toBe('Reading page 1 of 9');
  });

  it.each<[Why, RegExp]>([
    ['password', /has a password.*without the password/],
    ['damaged', /is damaged.*save it again/],
    ['pages', /has 1,200 pages.*up to 400 pages.*of their own/],
    ['long', /more than 600,000 characters.*of their own/],
    ['empty', /holds pictures of text.*made from/],
    ['garbled', /letters.*cannot be told.*made from/],
    ['slow', /longer than 60 seconds.*of their own/],
    ['unstarted', /could not be started\. Reload.*copy its text/],
  ])('that cannot be read is named, with what to do: %s', (why, words) => {
    const said = unreadableInWords('plan.pdf', new Unreadable(why, 3 * limits.pages));
    expect(said).toMatch(words);
    expect(said).toContain('“plan.pdf”');
  });

  it('whose reader is not there is not called damaged', () => {
    expect(unreadableInWords('plan.pdf', new TypeError('Failed to fetch'))).toMatch(/could not be started/);
  });

  it('has pages without text that are named', () => {
    const without = (text?: string) => withoutText({ name: 'plan.pdf', text });
    expect(without()).toBeUndefined();
    expect(without('Pasted.')).toBeUndefined();
    expect(without('One.\fTwo.\f')).toBeUndefined();
    expect(without('One.\f \n\f')).toMatch(/^Page 2 has no text\./);
    expect(without('\fTwo.\f\f\f')).toMatch(/^Pages 1, 3 and 4 have no text\./);
    expect(without(`${'\f'.repeat(9)}Ten.\f`)).toMatch(/^9 of its 10 pages have no text\./);
  });
});
