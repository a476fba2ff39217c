/** What the address of the alignment page holds: what is shown, how, and which cell is open. */
export interface AlignmentSearch {
  rows?: 'goals' | 'initiatives';
  organisations?: 'members' | 'partners';
  discuss?: true;
  view?: 'table';
  sort?: Sort;
  /** On a narrow screen: the goal or initiative that is shown. */
  target?: string;
  cell?: string;
}

export const sortKeys = ['target', 'organisation', 'state', 'objectives', 'discuss', 'reason'] as const;
export type SortKey = (typeof sortKeys)[number];
/** A column, with a minus for the other way round. */
export type Sort = SortKey | `-${SortKey}`;

/** Reads an address; what it does not know it leaves out, so that an old or mistyped address still shows a page. */
export function alignmentSearch(search: Record<string, unknown>): AlignmentSearch {
  const found: AlignmentSearch = {};
  if (search.rows === 'goals' || search.rows === 'initiatives') found.rows = search.rows;
  if (search.organisations === 'members' || search.organisations === 'partners') {
    found.organisations = search.organisations;
  }
  if (search.discuss === true) found.discuss = true;
  if (search.view === 'table') found.view = 'table';
  if (isSort(search.sort)) found.sort = search.sort;
  if (typeof search.target === 'string') found.target = search.target;
  if (typeof search.cell === 'string' && openCell(search.cell) !== undefined) found.cell = search.cell;
  return found;
}

function isSort(value: unknown): value is Sort {
  return typeof value === 'string' && sortKeys.some((key) => value === key || value === `-${key}`);
}

/** One organisation's part in one goal or initiative. */
export interface CellId {
  target: string;
  organisation: string;
}

export function cellParameter({ target, organisation }: CellId): string {
  return `${target}.${organisation}`;
}

export function openCell(parameter: string | undefined): CellId | undefined {
  const [target, organisation, ...rest] = parameter?.split('.') ?? [];
  if (!target || !organisation || rest.length > 0) return undefined;
  return { target, organisation };
}

/** What a click on a heading does: sort by it, and by it the other way round when it was sorted so already. */
export function nextSort(sort: Sort | undefined, key: SortKey): Sort {
  return sort === key ? `-${key}` : key;
}
