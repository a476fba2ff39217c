// From where letters stand on pages to text that can be read from beginning to end. Pure.
import { blocksOf, type Block } from './blocks';
import { linesOf, type Line, type Piece } from './lines';
import { continued, hyphenatedIn, isEnded, paragraphsOf, type Hyphenated } from './paragraphs';
import { withoutRepeated } from './repeated';

/** What stands on a page in one direction, and the height of the page seen so. */
export interface Placed {
  height: number;
  pieces: Piece[];
}

/** The end of each page, as in what other programs take out of PDFs. */
export const endOfPage = '\f';

/** The text of pages: a paragraph, or a row of a table with a tab between its cells, on each line; each page is ended. */
export function textOfPages(pages: Placed[][]): string {
  const sheets = pages.map((page) => page.map(({ height, pieces }) => ({ height, lines: linesOf(pieces) })));
  const hyphenated = hyphenatedIn(sheets.flatMap((page) => page.flatMap(({ lines }) => lines)));
  const texts = withoutRepeated(sheets).map((page) => page.flatMap(({ lines }) => textsOf(lines, hyphenated)));
  carryOver(texts, hyphenated);
  return texts.map((page) => page.join('\n') + endOfPage).join('');
}

function textsOf(lines: Line[], hyphenated: Hyphenated): string[] {
  const texts: string[] = [];
  for (const block of blocksOf(lines)) {
    const [first, ...others] = textsOfBlock(block, hyphenated);
    if (first === undefined) continue;
    const last = texts.at(-1);
    // A paragraph goes on at the top of the next column.
    if ('lines' in block && block.column > 0 && last !== undefined && goesOn(last, first)) {
      texts[texts.length - 1] = continued(last, first, hyphenated);
    } else {
      texts.push(first);
    }
    for (const other of others) texts.push(other);
  }
  return texts;
}

function textsOfBlock(block: Block, hyphenated: Hyphenated): string[] {
  if ('lines' in block) return paragraphsOf(block.lines, hyphenated);
  const inCell = (lines: Line[]) =>
    lines.map(({ text }) => text).reduce((text, next) => continued(text, next, hyphenated));
  return block.rows.map((row) =>
    row
      .filter((cell) => cell.length > 0)
      .map(inCell)
      .join('\t'),
  );
}

const goesOn = (text: string, next: string) => !isEnded(text) && !text.includes('\t') && /^\p{Ll}{2}/u.test(next);

/** A paragraph that goes on on the next page stands, as a whole, where it begins. */
function carryOver(pages: string[][], hyphenated: Hyphenated): void {
  for (let at = pages.length - 1; at > 0; at--) {
    const page = pages[at] ?? [];
    const before = pages[at - 1] ?? [];
    const last = before.at(-1);
    const [first] = page;
    // A page that would be left without words keeps them.
    if (last === undefined || first === undefined || page.length < 2 || !goesOn(last, first)) continue;
    before[before.length - 1] = continued(last, first, hyphenated);
    page.shift();
  }
}
