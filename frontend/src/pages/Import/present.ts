// What a page says about a spreadsheet: pure, so that every word has a test.
import type {
  DocumentCandidate,
  DocumentReading,
  DocumentRequest,
  ImportKind,
  ImportLayout,
  ImportLeftOut,
  ImportOutcome,
  ImportPlace,
  ImportRow,
  ImportSheet,
} from '../../api/exchange';
import type { ItemFields, ItemKind } from '../../api/strategy';
import { limits, Unreadable } from '../../pdf/unreadable';
import { capitalised } from '../../present';

export const spreadsheets = { '.xlsx': 'an Excel workbook (.xlsx)', '.csv': 'a CSV file (.csv)' };

export const documents = {
  '.docx': 'a Word document (.docx)',
  '.pptx': 'a PowerPoint presentation (.pptx)',
  '.pdf': 'a PDF (.pdf)',
  '.txt': 'a text (.txt)',
};

/** Stands for a sheet whose rows say themselves what they are. */
export const byColumn = 'by_column';
/** Stands for a sheet that has what the strategy says of itself. */
export const aboutIt = 'about';
/** Stands for a sheet that is left out. */
export const leftOut = '';

/** How somebody means a sheet to be read; what does not fit the kind is kept, and not sent. */
export interface SheetPlan {
  sheet: string;
  header: number;
  what: string; // a kind, byColumn, aboutIt or leftOut
  as: Record<number, string>; // by column
}

/** The plan that a layout is. */
export const planOf = ({ sheet, header, about = false, kind, columns }: ImportLayout): SheetPlan => ({
  sheet,
  header,
  what: about ? aboutIt : columns.length === 0 ? leftOut : (kind ?? byColumn),
  as: Object.fromEntries(columns.map(({ column, as }) => [column, as])),
});

/** What the columns of a plan can be. */
export function choicesFor(plan: SheetPlan, kinds: ImportKind[]): ImportKind['choices'] {
  const kind = plan.what === byColumn ? undefined : plan.what;
  return kinds.find((one) => one.kind === kind)?.choices ?? [];
}

/** The layout that a plan asks for. */
export function layoutOf(plan: SheetPlan, kinds: ImportKind[]): ImportLayout {
  const { sheet, header, what } = plan;
  if (what === leftOut) return { sheet, header, columns: [] };
  if (what === aboutIt) return { sheet, header, about: true, columns: [] };
  const known = new Set(choicesFor(plan, kinds).map(({ as }) => as));
  const columns = Object.entries(plan.as)
    .filter(([, as]) => known.has(as))
    .map(([column, as]) => ({ column: Number(column), as }));
  return { sheet, header, columns, ...(what !== byColumn && { kind: what as ImportLayout['kind'] }) };
}

/** What is missing from the plans before they can be followed, in words. */
export function missingFrom(plans: SheetPlan[], kinds: ImportKind[]): string[] {
  const read = plans.filter(({ what }) => what !== leftOut);
  if (read.length === 0) return ['Every sheet is left out. Say what the rows of at least one sheet are.'];
  return read.flatMap((plan) => {
    if (plan.what === aboutIt) return [];
    const chosen = layoutOf(plan, kinds).columns.map(({ as }) => as);
    const said = [];
    if (!chosen.includes('title') && !chosen.includes('code')) {
      said.push(`${plan.sheet}: say which column has the title.`);
    }
    if (plan.what === byColumn && !chosen.includes('kind')) {
      said.push(`${plan.sheet}: say which column says what each row is.`);
    }
    return said;
  });
}

/** 'Plan, row 7, column D' from an address as a spreadsheet names it. */
export function placeInWords(cell: string): string {
  const at = /^(.*)!([A-Z]+)(\d+)$/s.exec(cell);
  if (at === null) return cell;
  const [, sheet = '', letters = '', row = ''] = at;
  return `${sheet.replace(/^'(.*)'$/s, '$1').replaceAll("''", "'")}, row ${row}, column ${letters}`;
}

/** The heading over a cell, where it has one. */
export function headingOver(cell: string, sheets: ImportSheet[]): string {
  const [, name = '', letters = ''] = /^(.*)!([A-Z]+)\d+$/s.exec(cell) ?? [];
  const sheet = name.replace(/^'(.*)'$/s, '$1').replaceAll("''", "'");
  const headings = sheets.find((one) => one.name === sheet)?.headings ?? [];
  return headings.find(({ letter }) => letter === letters)?.heading ?? '';
}

export const rowsInWords = (count: number) => (count === 1 ? '1 row' : `${count.toLocaleString('en-GB')} rows`);

/** How many rows would be brought in. */
export const bringing = ({ counts }: ImportOutcome) => counts.new + counts.changed;

/** What becomes of the rows, in sentences. */
export function outlook({ counts, applied, left_out }: ImportOutcome): string[] {
  const become = applied ? 'been ' : 'be ';
  const will = (count: number) => (applied ? (count === 1 ? 'has ' : 'have ') : 'will ') + become;
  const said = [];
  if (counts.wrong > 0) said.push(`${rowsInWords(counts.wrong)} must be put right first.`);
  if (counts.new > 0) said.push(`${rowsInWords(counts.new)} ${will(counts.new)}added.`);
  if (counts.changed > 0) said.push(`${rowsInWords(counts.changed)} ${will(counts.changed)}changed.`);
  if (counts.same > 0) said.push(`${rowsInWords(counts.same)} ${counts.same === 1 ? 'says' : 'say'} nothing new.`);
  if (said.length === 0) said.push('There are no rows to bring in.');
  const out = left_out.length;
  if (out > 0) said.push(`${rowsInWords(out)} ${applied ? (out === 1 ? 'was' : 'were') : out === 1 ? 'is' : 'are'} left out.`); // prettier-ignore
  return said;
}

/** The columns that are read of a sheet about the strategy itself. */
const labelAndText = [{ column: 1 }, { column: 2 }];

/** What of the file goes nowhere: columns with long texts, each in a sentence, then other columns and whole sheets. */
export function goingNowhere({ sheets, layouts }: ImportOutcome): string[] {
  const readOf = (name: string) => {
    const layout = layouts.find(({ sheet }) => sheet === name);
    return layout?.about === true ? labelAndText : (layout?.columns ?? []);
  };
  const lostOf = ({ name, headings }: ImportSheet) =>
    headings.filter(({ column, filled }) => filled > 0 && readOf(name).every((one) => one.column !== column));
  const read = sheets.filter(({ name }) => readOf(name).length > 0);
  const out = sheets.filter(({ name }) => readOf(name).length === 0);
  const long = read.flatMap((sheet) =>
    lostOf(sheet)
      .filter((one) => one.long > 0)
      .map((one) => longInWords(one, sheet.name)),
  );
  const short = read.flatMap((sheet) => {
    const each = lostOf(sheet).filter((one) => one.long === 0);
    const named = each.map((one) => `${headingInWords(one)} (${rowsInWords(one.filled)})`);
    return named.length === 0 ? [] : [`Not read in ${sheet.name}: ${named.join(', ')}.`];
  });
  const whole = out.map(({ name, rows }) => `Sheet ${name} (${rowsInWords(rows)}) is left out.`);
  return [...long, ...short, ...whole];
}

type Heading = ImportSheet['headings'][number];

const headingInWords = ({ heading, letter }: Heading) => (heading === '' ? `column ${letter}` : `“${heading}”`);

function longInWords({ heading, letter, filled, long }: Heading, sheet: string): string {
  const column =
    heading === '' ? `Column ${letter} of ${sheet}, which has no heading,` : `Column “${heading}” of ${sheet}`;
  const much = long < filled ? 'some of it long' : 'all of it long';
  const text = filled === 1 ? 'a long text in 1 row' : `text in ${rowsInWords(filled)} (${much})`;
  return `${column} has ${text} and goes nowhere.`;
}

/** The rows that can be left out of an item, each with those that go with it. */
export const leavable = ({ lines }: ImportRow): { place: ImportPlace; rows: number[] }[] =>
  lines.map(({ sheet, row }) => ({
    place: { sheet, row },
    rows: [row, ...lines.filter((line) => line.sheet === sheet && line.under === row).map((line) => line.row)],
  }));

/** 'row 6', or 'rows 6, 7 and 8'. */
export const rowsByNumber = (rows: number[]) => (rows.length === 1 ? `row ${rows[0]}` : `rows ${inARow(rows)}`);

/** 'Plan, row 7: Total; 60': a row that was left out. */
export const leftOutInWords = ({ sheet, row, text, with: first }: ImportLeftOut) =>
  `${sheet}, row ${row}${first > 0 ? `, with row ${first}` : ''}: ${text}`;

/** By what a row found an item of the strategy. */
export function matchInWords({ about, match, code }: ImportRow): string {
  if (about) return 'Found by its label';
  if (match === 'code') return `Found by its code, ${code}`;
  if (match === 'title') return `Found by its title; it is ${code}`;
  return 'New';
}

/** What a row is, as a word. */
export const kindInWords = ({ about, kind }: ImportRow, kinds: ImportKind[]) =>
  about ? 'The strategy itself' : capitalised(kinds.find((one) => one.kind === kind)?.noun ?? 'item');

/** The cells with something wrong, each with all that is wrong with it. */
export function cellsToCorrect(row: ImportRow): { cell: string; value: string; reason: string }[] {
  const cells = new Map<string, { cell: string; value: string; reason: string }>();
  for (const { cell, value, reason } of row.problems) {
    const have = cells.get(cell);
    cells.set(cell, have === undefined ? { cell, value, reason } : { ...have, reason: `${have.reason} ${reason}` });
  }
  return [...cells.values()];
}

/** What of a candidate is added, as somebody left it. */
export interface Accepted {
  title: string;
  due: string;
  owner: string;
  measures: DocumentCandidate['measures'];
}

/** Whether an item of a kind has an accountable owner. */
export const hasOwner = (kind: ItemKind) => kind === 'objective';

/** The fields of the item that a candidate becomes. */
export function fieldsOf({ title, due, owner, measures }: Accepted, kind: ItemKind, provenance: string): ItemFields {
  return {
    title: title.trim(),
    provenance,
    ...(due.trim() !== '' && { due: due.trim() }),
    ...(hasOwner(kind) && owner.trim() !== '' && { owner: owner.trim() }),
    ...(measures.length > 0 && {
      measures: measures.map(({ name, baseline, target }) => ({ name, baseline, target })),
    }),
  };
}

/** What a document is called. */
export const sourceOf = ({ name }: DocumentRequest) => (name === '' ? 'the pasted text' : name);

/** 'plan.docx, paragraph 4': where a candidate comes from. */
export const placedIn = (source: string, { place }: DocumentCandidate) =>
  `${source === 'the pasted text' ? 'Pasted text' : source}, ${place.charAt(0).toLowerCase()}${place.slice(1)}`;

/** What a candidate can become: what has a date and measures. */
export const kindsToAdd = (organisationKind: string): ItemKind[] =>
  organisationKind === 'system' ? ['goal', 'initiative'] : ['objective', 'initiative'];

/** '3 candidates in plan.docx'. */
export function foundInWords({ found }: DocumentReading, source: string): string {
  if (found === 0) return `Nothing found in ${source}`;
  return found === 1 ? `1 candidate in ${source}` : `${found} candidates in ${source}`;
}

/** How far the reading of a PDF is. It has no pages before it is open. */
export interface PdfProgress {
  name: string;
  page: number;
  pages: number;
}

/** 'Reading page 12 of 80': what is seen of it. */
export const pageInWords = ({ name, page, pages }: PdfProgress) =>
  pages === 0 ? `Opening “${name}”` : `Reading page ${page} of ${pages}`;

/** What is said aloud of it: the beginning and each quarter of a long one, for a voice is slower than the pages are. */
export function progressAloud(progress: PdfProgress): string {
  const { page, pages } = progress;
  const step = Math.max(10, Math.ceil(pages / 4));
  return pageInWords({ ...progress, page: Math.max(Math.min(1, page), page - (page % step)) });
}

/** Why the text of a PDF cannot be had, and what to do about it. */
export function unreadableInWords(name: string, error: unknown): string {
  const file = `“${name}”`;
  const why = error instanceof Unreadable ? error.why : 'unstarted';
  const byHand = 'or open it, copy its text and paste that below';
  const said: Record<Unreadable['why'], string> = {
    password: `${file} has a password. Open it, save a copy without the password and choose that, ${byHand}.`,
    damaged: `${file} is damaged, or is not a PDF. Open it and save it again, or choose the document that it was made from.`,
    pages: `${file} has ${error instanceof Unreadable ? error.pages.toLocaleString('en-GB') : ''} pages. PDFs of up to ${limits.pages} pages can be read. Save the pages of the strategy as a PDF of their own and choose that.`,
    long: `${file} has more text than can be read here: more than ${limits.characters.toLocaleString('en-GB')} characters. Save the pages of the strategy as a PDF of their own and choose that.`,
    empty: `${file} holds pictures of text, or no text at all, and pictures cannot be read here. Choose the document that it was made from, or a PDF that was made with text recognition (OCR).`,
    garbled: `The letters of ${file} cannot be told: it draws them and does not say what they are. Choose the document that it was made from, or type or paste the text below.`,
    slow: `${file} took longer than ${limits.seconds} seconds, and reading it was stopped. Save the pages of the strategy as a PDF of their own and choose that, ${byHand}.`,
    unstarted: `${file} could not be read, for what reads PDFs could not be started. Reload this page and try again. If it happens again, your browser may be too old for it: ${byHand.replace('or ', '')}.`,
  };
  return said[why];
}

/** Which pages of a PDF have no text, in words; nothing where all have some. */
export function withoutText({ text = '' }: DocumentRequest): string | undefined {
  const pages = text.split('\f').slice(0, -1);
  const empty = pages.flatMap((page, at) => (page.trim() === '' ? [at + 1] : []));
  if (empty.length === 0) return undefined;
  const many = empty.length > 8 ? `${empty.length} of its ${pages.length} pages have` : undefined;
  const named = empty.length === 1 ? `Page ${empty[0]} has` : `Pages ${inARow(empty)} have`;
  return `${many ?? named} no text. If there are pictures of text, they were not looked at.`;
}

const inARow = (numbers: number[]) => `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
