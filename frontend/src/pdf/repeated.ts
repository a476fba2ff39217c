// What repeats at the edges of pages: running headers and footers, and the numbers of pages. Pure.
import type { Line } from './lines';

/** The lines of a page that are upright in one direction, and the size of the page seen so. */
export interface Sheet {
  height: number;
  lines: Line[];
}

// The part of a page's height, at its top and at its bottom, in which headers and footers stand.
const edge = 0.12;
const longest = 200; // characters of a header

/** The pages without what repeats on them. Odd and even pages often have different headers: two pages in five will do. */
export function withoutRepeated(pages: Sheet[][]): Sheet[][] {
  const counts = new Map<string, number>();
  pages.forEach((page, number) => {
    const keys = page.flatMap((sheet) => sheet.lines.filter((line) => isAtEdge(line, sheet)));
    for (const key of new Set(keys.flatMap((line) => keysOf(line, number))))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  const least = Math.max(2, pages.length * 0.4);
  const repeats = (line: Line, number: number) => keysOf(line, number).some((key) => (counts.get(key) ?? 0) >= least);
  return pages.map((page, number) =>
    page.map((sheet) => ({
      ...sheet,
      lines: sheet.lines.filter((line) => !isAtEdge(line, sheet) || !repeats(line, number)),
    })),
  );
}

const isAtEdge = ({ y, text }: Line, { height }: Sheet) =>
  text.length <= longest && (y < height * edge || y > height * (1 - edge));

/**
 * What a line is known by on other pages: its words, and its words with a number that goes up from page to page left open.
 * Any other number stays: "Priority 1" and "Priority 2" at the top of pages are two headings.
 */
function keysOf({ text }: Line, page: number): string[] {
  const words = text.toLowerCase();
  const numbers = [...words.matchAll(/\d{1,4}/g)].slice(0, 4);
  return [
    words,
    ...numbers.map(({ 0: number, index }) => {
      const ahead = Number(number) - page;
      return `${words.slice(0, index)}\u0000${ahead}\u0000${words.slice(index + number.length)}`;
    }),
  ];
}
