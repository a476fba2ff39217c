import { describe, expect, it } from 'vitest';
import type {
  Board,
  BoardEvidence,
  BoardFact,
  BoardQuestion,
  EmbeddingAssessment,
  EmbeddingDimension,
  EmbeddingLevel,
} from '../../api/board';
import {
  answeredInWords,
  compared,
  comparisonInWords,
  countedInWords,
  dismissedInWords,
  foundTogether,
  levelInWords,
  listHeading,
  publishedInWords,
  standingInWords,
} from './present';

const dimension = (id: string): EmbeddingDimension => ({ id, name: id, levels: [] });
const dimensions = ['led', 'care', 'people', 'safe'].map(dimension);
const assessment = (levels: Record<string, EmbeddingLevel>): EmbeddingAssessment => ({
  number: 1,
  note: '',
  by: 'Ruth Adeyemi',
  at: '2026-11-25T10:00:00Z',
  levels: Object.entries(levels).map(([id, level]) => ({ dimension: id, level })),
});
const question = (answered: boolean): BoardQuestion => ({
  id: 'mission',
  text: '',
  why: '',
  source: '',
  answered: '',
  facts: [],
  findings: [],
  dismissed: 0,
  ...(answered ? { answer: { number: 1, answer: 'Yes.', facts: [], by: '', at: '' } } : {}),
});

describe('what a board is told', () => {
  it('is how many questions have an answer', () => {
    expect(answeredInWords([question(true), question(false), question(false)])).toBe('1 of 3 questions has an answer.');
    expect(answeredInWords([question(true), question(true)])).toBe('2 of 2 questions have an answer.');
  });

  it('is a word for each standing and level', () => {
    expect(standingInWords('in_part')).toBe('In part');
    expect(levelInWords('siloed')).toBe('Siloed');
    expect(levelInWords(undefined)).toBe('Not assessed');
  });
});

describe('what the check found', () => {
  const finding = (id: string, why: string, code?: string): BoardQuestion['findings'][number] => ({
    rule: { id, name: `Rule ${id}`, why: '', source: '', dismiss: '' },
    level: 'note',
    group: 'board',
    why,
    fix: '',
    marks: [],
    hash: `${id}${why}${code ?? ''}`,
    about: code === undefined ? [] : [{ id: code, kind: 'objective', code, title: '' }],
  });

  it('is said once of all the items that it is said of', () => {
    const found = foundTogether([
      finding('late', 'It has passed.', 'A1'),
      finding('late', 'It has passed.', 'A2'),
      finding('late', 'It passes soon.', 'A3'),
      finding('review', 'It has passed.'),
    ]);
    expect(found.map(({ rule, why, codes }) => [rule, why, codes.join()])).toEqual([
      ['Rule late', 'It has passed.', 'A1,A2'],
      ['Rule late', 'It passes soon.', 'A3'],
      ['Rule review', 'It has passed.', ''],
    ]);
  });
});

it('says how many findings were dismissed', () => {
  expect(dismissedInWords(1)).toBe('1 finding of the strategy check was dismissed.');
  expect(dismissedInWords(2)).toBe('2 findings of the strategy check were dismissed.');
});

describe('an assessment beside the one before', () => {
  const now = assessment({ led: 'siloed', care: 'absent', people: 'embedded' });
  const before = assessment({ led: 'absent', care: 'embedded', people: 'embedded', safe: 'absent' });

  it('tells more from less, and what was not looked at from what stayed', () => {
    const rows = compared(dimensions, [now, before]);
    expect(rows.map(({ change }) => change)).toEqual(['More embedded', 'Less embedded', 'The same', '–']);
    expect(rows.map((row) => row.before)).toEqual(['absent', 'embedded', 'embedded', 'absent']);
    expect(comparisonInWords(rows)).toBe(
      'Of 3 dimensions assessed both times, 1 is more embedded than last time and 1 is less.',
    );
  });

  it('says when there is nothing to compare', () => {
    expect(comparisonInWords(compared(dimensions, [now]))).toBe('No dimension was assessed both times.');
  });
});

describe('what is published beside the draft that is counted', () => {
  const board = (published: Partial<NonNullable<Board['published']>>): Board => ({
    counted: '2026-11-28',
    questions: [],
    dismissed: [],
    dimensions: [],
    assessments: [],
    published: { edition: { id: 'e', number: 2, published: '2026-11-03' }, same: false, kinds: [], ...published },
  });
  it('is where the two differ, kind by kind', () => {
    expect(
      publishedInWords(
        board({
          kinds: [
            { kind: 'objective', draft: 18, published: 16 },
            { kind: 'risk', draft: 3, published: 0 },
            { kind: 'aim', draft: 0, published: 1 },
          ],
        }),
      ),
    ).toBe(
      'Version 2, published on 3 November 2026, has 16 objectives where the draft has 18, no risks where the draft has 3 and 1 aim where the draft has none.',
    );
  });
  it('is said with the day and the draft', () => {
    expect(countedInWords({ ...board({ same: true }), strategy: 'Digital strategy' })).toBe(
      'What is shown was counted on 28 November 2026 in the draft, “Digital strategy”: in what is being written. It says what version 2, published on 3 November 2026, says.',
    );
  });
  it('is the same, otherwise worded, or nothing', () => {
    expect(publishedInWords(board({ same: true }))).toBe('It says what version 2, published on 3 November 2026, says.');
    expect(publishedInWords(board({}))).toMatch(/^It has as many items as version 2, .* is different\.$/);
    expect(publishedInWords({ ...board({}), published: undefined })).toBe('No version of it is published.');
  });
});

describe('the list under a fact', () => {
  const thing: BoardEvidence = { id: 'o', kind: 'objective', code: 'O1', title: 'Log on once', of_system: false };
  const fact = (are: BoardEvidence[], areNot: BoardEvidence[]): BoardFact => ({
    id: 'f',
    says: '',
    standing: 'in_part',
    are,
    are_not: areNot,
  });
  it('is headed with what it is a list of', () => {
    expect(listHeading(true, fact([thing], [thing]))).toBe('Where it is so: 1');
    expect(listHeading(false, fact([thing], [thing, thing]))).toBe('Where it is not so, or not said: 2');
    expect(listHeading(true, fact([thing], []))).toBe('All of them: 1');
    expect(listHeading(false, fact([], [thing]))).toBe('None of these: 1');
  });
});
