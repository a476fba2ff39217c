import type { AlignmentMatrix, MatrixCell, MatrixOrganisation, MatrixRow } from '../../api/alignment';
import type { Member } from '../../api/organisations';
import {
  capitalised,
  cellLook,
  cellLooks,
  counted,
  monthInWords,
  shortName,
  targetKind,
  type StateLook,
} from '../../present';
import type { AlignmentSearch, Sort, SortKey } from './search';

/** What is left of a matrix after the filters; the picture, the table and the file are all made from it. */
export interface Picture {
  organisations: MatrixOrganisation[];
  groups: { heading: string; rows: MatrixRow[] }[];
  rows: MatrixRow[];
  /** Whether anything is left out. */
  filtered: boolean;
}

export function pictureOf(matrix: AlignmentMatrix, members: Member[], search: AlignmentSearch): Picture {
  const shown = organisationFilter(members, search.organisations);
  const organisations = matrix.organisations.filter(({ organisation }) => shown(organisation.id));
  const rows = matrix.rows
    .filter(({ target }) => search.rows === undefined || search.rows === `${target.kind}s`)
    .map((row) => (search.organisations === undefined ? row : narrowed(row, shown)))
    .filter(({ cells }) => search.discuss === undefined || cells.some(({ discuss }) => discuss));
  const groups = [
    { heading: 'Goals', rows: rows.filter(({ target }) => target.kind === 'goal') },
    { heading: 'Shared initiatives', rows: rows.filter(({ target }) => target.kind === 'initiative') },
  ].filter((group) => group.rows.length > 0);
  const filtered = organisations.length < matrix.organisations.length || rows.length < matrix.rows.length;
  return { organisations, groups, rows: groups.flatMap((group) => group.rows), filtered };
}

/** How many rows wait for an organisation to say whether what it has published serves them. */
export const suggestedTo = (organisation: string, { rows }: AlignmentMatrix): number =>
  rows.filter(({ cells }) =>
    cells.some(
      ({ organisation: of, state, source }) =>
        of === organisation && state === 'not_yet_reviewed' && source === undefined,
    ),
  ).length;

/** An organisation that the list of members does not name counts as a member: it has a column, so it belongs. */
function organisationFilter(members: Member[], wanted: AlignmentSearch['organisations']): (id: string) => boolean {
  if (wanted === undefined) return () => true;
  const partners = new Set(members.filter(({ kind }) => kind === 'partner').map(({ organisation }) => organisation.id));
  return (id) => partners.has(id) === (wanted === 'partners');
}

/** A row with some of its organisations, its two numbers counted again as the API counts them. */
function narrowed(row: MatrixRow, shown: (organisation: string) => boolean): MatrixRow {
  const cells = row.cells.filter(({ organisation }) => shown(organisation));
  const applicable = cells.filter(({ state }) => state !== 'not_applicable' && state !== 'not_shared');
  return {
    ...row,
    cells,
    applicable: applicable.length,
    aligned: applicable.filter(({ state }) => state === 'aligned').length,
  };
}

/** 'Carrowmere Royal: aligned, 2 objectives, possible difference to discuss'. */
export function cellInWords(name: string, cell: MatrixCell): string {
  const { objectives, discuss, source } = cell;
  const parts = [cellLook(cell).word];
  if (objectives > 0) parts.push(counted(objectives, 'objective'));
  if (source !== undefined) parts.push('in a joint strategy');
  if (discuss) parts.push('possible difference to discuss');
  return `${shortName(name)}: ${parts.join(', ')}`;
}

/** '3 of 5', or why there is nothing to count. */
export function alignedInWords({ aligned, applicable }: Pick<MatrixRow, 'aligned' | 'applicable'>): string {
  return applicable === 0 ? 'none apply' : `${aligned} of ${applicable}`;
}

/** 'Showing 3 of 7 organisations and 4 of 20 goals and initiatives.' */
export function filterSentence(picture: Picture, matrix: AlignmentMatrix): string {
  return `Showing ${picture.organisations.length} of ${counted(matrix.organisations.length, 'organisation')} and ${picture.rows.length} of ${matrix.rows.length} goals and initiatives.`;
}

/** The looks that cells have anywhere in some rows, for a legend that explains those and no more. */
export function looksIn(rows: MatrixRow[]): { looks: StateLook[]; discuss: boolean } {
  const cells = rows.flatMap((row) => row.cells);
  const present = new Set(cells.map(cellLook));
  return {
    looks: cellLooks.filter((look) => present.has(look)),
    discuss: cells.some(({ discuss }) => discuss),
  };
}

/** One cell as a row of a table. */
export interface TableRow {
  target: MatrixRow['target'];
  organisation: MatrixOrganisation['organisation'];
  belongs: 'Member' | 'Partner';
  cell: MatrixCell;
  /** Its place in the picture, for going back to that order. */
  place: number;
}

export function tableRows(picture: Picture, members: Member[]): TableRow[] {
  const byId = new Map(picture.organisations.map(({ organisation }) => [organisation.id, organisation]));
  const partners = new Set(members.filter(({ kind }) => kind === 'partner').map(({ organisation }) => organisation.id));
  return picture.rows.flatMap(({ target, cells }, row) =>
    cells.flatMap((cell, column) => {
      const organisation = byId.get(cell.organisation);
      if (organisation === undefined) return [];
      const belongs = partners.has(organisation.id) ? 'Partner' : 'Member';
      return [{ target, organisation, belongs, cell, place: row * picture.organisations.length + column }];
    }),
  );
}

const compare: Record<SortKey, (a: TableRow, b: TableRow) => number> = {
  target: (a, b) => a.place - b.place,
  organisation: (a, b) => a.organisation.name.localeCompare(b.organisation.name, 'en-GB'),
  state: (a, b) => cellLooks.indexOf(cellLook(a.cell)) - cellLooks.indexOf(cellLook(b.cell)),
  objectives: (a, b) => a.cell.objectives - b.cell.objectives,
  discuss: (a, b) => Number(b.cell.discuss) - Number(a.cell.discuss),
  reason: (a, b) => a.cell.reason.localeCompare(b.cell.reason, 'en-GB'),
};

/** The rows in the order of a sort; rows that are alike keep the order of the picture. */
export function sorted(rows: TableRow[], sort: Sort | undefined): TableRow[] {
  if (sort === undefined) return rows;
  const descending = sort.startsWith('-');
  const by = compare[sort.replace('-', '') as SortKey];
  return [...rows].sort((a, b) => (descending ? by(b, a) : by(a, b)) || a.place - b.place);
}

/** The file: a line for every cell, in the words of the page. */
export function fileRows(picture: Picture, members: Member[]): string[][] {
  const totals = new Map(picture.rows.map((row) => [row.target.id, row]));
  const heading = [
    'Kind',
    'Code',
    'Title',
    'Due',
    'Organisation code',
    'Organisation',
    'Belongs as',
    'State',
    'Objectives',
    'To discuss',
    'Reason',
    'Aligned',
    'What stands out',
  ];
  const lines = tableRows(picture, members).map(({ target, organisation, belongs, cell }) => {
    const row = totals.get(target.id);
    return [
      capitalised(targetKind(target.kind)),
      target.code,
      target.title,
      target.due === null ? '' : monthInWords(target.due),
      organisation.code,
      organisation.name,
      belongs,
      capitalised(cellLook(cell).word),
      String(cell.objectives),
      cell.discuss ? 'Yes' : 'No',
      cell.reason,
      row === undefined ? '' : alignedInWords(row),
      row?.stands_out ?? '',
    ];
  });
  return [heading, ...lines];
}

/** 'alignment-carrowmere-2026-11-22.csv'. */
export function fileName({ system, as_of: asOf }: Pick<AlignmentMatrix, 'system' | 'as_of'>): string {
  const name = shortName(system.name)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `alignment-${name}-${asOf}.csv`;
}
