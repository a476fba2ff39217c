// The order in which the lines of a page are read: columns one after the other, tables row by row. Pure.
import type { Line } from './lines';

/** Lines that follow one another, or the rows of a table with the lines of each cell. */
export type Block = { lines: Line[]; column: number } | { rows: Line[][][] };

interface Span {
  from: number;
  to: number;
}

/** Lines that share a height: what stands beside one another, whichever column it is in. */
interface Band {
  top: number;
  bottom: number;
  lines: Line[];
}

const deepest = 6; // columns in columns
const mostColumns = 40;
const mostLines = 4; // of a cell of a table that has only two rows
const fewestLetters = 25; // of a line of running text; cells have fewer

/** The blocks of a page, or of one column of it, in the order in which they are read. */
export function blocksOf(lines: Line[], depth = 0): Block[] {
  const blocks: Block[] = [];
  let loose: Band[] = [];
  const flush = () => {
    if (loose.length > 0) blocks.push({ lines: loose.flatMap(rowsIn), column: 0 });
    loose = [];
  };
  const bands = bandsOf(lines);
  for (let at = 0, band = bands[at]; band !== undefined; band = bands[at]) {
    const end = depth < deepest ? endOfSection(bands, at) : at;
    if (end === at || (end === at + 1 && rowsIn(band).length === 1)) {
      loose.push(band);
      at++;
      continue;
    }
    const section = bands.slice(at, end);
    const [gutter] = guttersOf(section);
    // A column on the right may begin higher than the one on the left.
    let higher = loose.length;
    while (gutter !== undefined && loose[higher - 1]?.lines.every(({ x }) => x >= gutter.to)) higher--;
    section.unshift(...loose.splice(higher));
    flush();
    blocks.push(...read(section, depth));
    at = end;
  }
  flush();
  return blocks;
}

function bandsOf(lines: Line[]): Band[] {
  const bands: Band[] = [];
  const boxes = lines.map((line) => ({ line, top: line.y - 0.75 * line.size, bottom: line.y + 0.2 * line.size }));
  for (const { line, top, bottom } of boxes.sort((a, b) => a.top - b.top || a.line.x - b.line.x)) {
    const last = bands.at(-1);
    if (last !== undefined && top < last.bottom) {
      last.lines.push(line);
      last.bottom = Math.max(last.bottom, bottom);
    } else {
      bands.push({ top, bottom, lines: [line] });
    }
  }
  return bands;
}

/** Where the bands end that a gap parts from top to bottom, beginning with a band that has one; else where they begin. */
function endOfSection(bands: Band[], from: number): number {
  const first = bands[from];
  if (first === undefined || guttersOf([first]).length === 0) return from;
  let open = freeOf([first]);
  let reach = reachOf([first]);
  let end = from + 1;
  let both = end; // after the last band with something on both sides
  for (let band = bands[end]; band !== undefined; band = bands[++end]) {
    const free = common(open, freeOf([band]));
    reach = wider(reach, reachOf([band]));
    const gutters = interior(free, reach);
    if (gutters.length === 0) break;
    open = free;
    if (gutters.some((gutter) => isOnBothSides(band, gutter))) both = end + 1;
  }
  const before = bands[both - 1];
  const after = bands[both];
  if (before === undefined || after === undefined || both === end) return end;
  // What stands on one side alone, after a gap, is not part of a table, nor of columns that something wide follows.
  const apart = after.top - before.bottom > 0.9 * reach.size;
  const core = bands.slice(from, both);
  return apart && (end < bands.length || rowsOf(core, guttersOf(core)) !== undefined) ? both : end;
}

/** What of the width is free in all of the bands. */
function freeOf(bands: Band[]): Span[] {
  const taken = linesIn(bands).sort((a, b) => a.x - b.x);
  const free: Span[] = [];
  let from = -Infinity;
  for (const { x, right } of taken) {
    if (x > from) free.push({ from, to: x });
    from = Math.max(from, right);
  }
  free.push({ from, to: Infinity });
  return free;
}

/** What is free in both; either is in order. */
function common(some: Span[], others: Span[]): Span[] {
  const both: Span[] = [];
  let [i, j] = [0, 0];
  for (let one = some[i], other = others[j]; one !== undefined && other !== undefined;) {
    const span = { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
    if (span.from < span.to) both.push(span);
    if (one.to < other.to) one = some[++i];
    else other = others[++j];
  }
  return both;
}

/** From where to where lines stand, and how large their letters are. */
interface Reach {
  left: number;
  right: number;
  size: number;
}

function reachOf(bands: Band[]): Reach {
  const lines = linesIn(bands);
  return {
    left: lines.reduce((most, { x }) => Math.min(most, x), Infinity),
    right: lines.reduce((most, line) => Math.max(most, line.right), -Infinity),
    size: median(lines.map(({ size }) => size)),
  };
}

const wider = (one: Reach, other: Reach): Reach => ({
  left: Math.min(one.left, other.left),
  right: Math.max(one.right, other.right),
  size: one.size,
});

/** Of what is free, what is wide enough to part columns and has something on both sides. */
const interior = (free: Span[], { left, right, size }: Reach): Span[] =>
  free.filter(({ from, to }) => from > left && to < right && to - from >= 0.8 * size).slice(0, mostColumns);

const guttersOf = (bands: Band[]): Span[] => interior(freeOf(bands), reachOf(bands));

const isOnBothSides = ({ lines }: Band, { from, to }: Span) =>
  lines.some(({ right }) => right <= from) && lines.some(({ x }) => x >= to);

function read(section: Band[], depth: number): Block[] {
  const gutters = guttersOf(section);
  const rows = rowsOf(section, gutters);
  if (rows !== undefined) return [{ rows }];
  const lines = linesIn(section);
  return columnsOf(lines, gutters).flatMap((column, number) =>
    blocksOf(column, depth + 1).map((block, at) =>
      at === 0 && 'lines' in block ? { ...block, column: number } : block,
    ),
  );
}

const columnsOf = (lines: Line[], gutters: Span[]): Line[][] =>
  [-Infinity, ...gutters.map(({ to }) => to)].map((from, at) => {
    const to = gutters[at]?.to ?? Infinity;
    return lines.filter(({ x }) => x >= from && x < to);
  });

/** The rows of a table; nothing where the section is columns of running text. */
function rowsOf(section: Band[], gutters: Span[]): Line[][][] | undefined {
  const columns = columnsOf(linesIn(section), gutters);
  const { groups, uniform } = rowBands(section, leadingOf(columns));
  const rows = groups.map((group) => columnsOf(linesIn(group), gutters));
  const full = rows.map((row) => row.filter((cell) => cell.length > 0)).filter((cells) => cells.length > 1);
  if (full.length < 2 || full.filter(isLevel).length < 0.7 * full.length) return undefined;
  const ofText = columns.every((column) => median(column.map(({ text }) => text.length)) >= fewestLetters);
  // Two rows may be the headings of columns and what stands under them.
  const isShort = median(full.flat().map((cell) => cell.length)) < mostLines;
  return (full.length > 2 ? !ofText || !uniform : !ofText && isShort) ? rows : undefined;
}

/** The bands of each row, which are further from those of the next than lines are; where none are, each is a row. */
function rowBands(section: Band[], apart: number): { groups: Band[][]; uniform: boolean } {
  const parted = section.map((band, at) => at === 0 || yOf(band) - yOf(section[at - 1] ?? band) > 1.25 * apart);
  const uniform = !parted.slice(1).includes(true);
  const groups: Band[][] = [];
  for (const [at, band] of section.entries()) {
    if (uniform || parted[at] === true) groups.push([band]);
    else groups.at(-1)?.push(band);
  }
  return { groups, uniform };
}

const linesIn = (bands: Band[]) => bands.flatMap(({ lines }) => lines);

/** How far the lines of a cell are from one another: the least that lines of the columns are. */
function leadingOf(columns: Line[][]): number {
  const deltas = columns.flatMap((column) =>
    column.slice(1).flatMap(({ y, size }, at) => {
      const delta = y - (column[at]?.y ?? y);
      return delta >= 0.9 * size ? [delta] : [];
    }),
  );
  return deltas.reduce((least, delta) => Math.min(least, delta), Infinity);
}

/** Whether the cells of a row begin at one height, or have their middles there. */
function isLevel(cells: Line[][]): boolean {
  const firsts = cells.flatMap((cell) => cell.slice(0, 1));
  const size = median(firsts.map((line) => line.size));
  const tops = firsts.map(({ y }) => y);
  const middles = cells.map((cell) => ((cell[0]?.y ?? 0) + (cell.at(-1)?.y ?? 0)) / 2);
  return [tops, middles].some((heights) => Math.max(...heights) - Math.min(...heights) <= 0.3 * size);
}

const yOf = ({ lines }: Band) => lines.reduce((least, { y }) => Math.min(least, y), Infinity);

export function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The lines of a band that is no table: what stands at one height is one, with a gap in it. */
function rowsIn({ lines }: Band): Line[] {
  const rows: Line[][] = [];
  for (const line of [...lines].sort((a, b) => a.y - b.y)) {
    const open = rows.at(-1);
    if (open?.[0] !== undefined && line.y - open[0].y <= 0.5 * open[0].size) open.push(line);
    else rows.push([line]);
  }
  return rows.map((row) =>
    row
      .sort((a, b) => a.x - b.x)
      .reduce((line, next) => ({
        ...line,
        text: `${line.text}${next.x - line.right < 3 * line.size ? ' ' : '\t'}${next.text}`,
        right: Math.max(line.right, next.right),
      })),
  );
}
