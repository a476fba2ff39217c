// Pieces of text, as they stand on a page, put together to lines. Pure.

/** Some letters of a page: where their line stands, from the left and from the top, and how large they are. */
export interface Piece {
  text: string;
  x: number;
  y: number;
  width: number;
  size: number;
}

/** Letters that stand beside one another, up to the next wide gap: a line of a column, a cell of a row of a table. */
export interface Line {
  text: string;
  x: number;
  right: number;
  y: number;
  size: number;
  /** Where the words begin after a bullet or a number. */
  hang?: number;
}

/** What a point of a list begins with. */
const marker = /^(?:[•·▪■◦‣●○*–—-]|\(?\d{1,2}(?:\.\d{1,2}){0,2}[.)]?|\(?[a-z][.)])$/;
const marked = /^(?:[•·▪■◦‣●○*–—-]|\(?\d{1,2}(?:\.\d{1,2}){0,2}[.)]|\(?[a-z][.)])\s/;

export const beginsAPoint = (text: string) => marked.test(text);

// In widths of the letter m: what parts two words, what parts two columns, and how far a bullet is from its words.
const ofWords = 0.15;
const ofColumns = 1.2;
const ofMarkers = 5;

/** The lines of a page, from top to bottom and from left to right. */
export function linesOf(pieces: Piece[]): Line[] {
  const sorted = pieces.filter(({ text, size }) => text !== '' && size > 0).sort((a, b) => a.y - b.y || a.x - b.x);
  const rows: Piece[][] = [];
  let first: Piece | undefined;
  for (const piece of sorted) {
    // Raised and lowered letters, such as those of a footnote, belong to the line that they stand in.
    if (first !== undefined && piece.y - first.y <= 0.35 * Math.max(piece.size, first.size)) {
      rows.at(-1)?.push(piece);
    } else {
      rows.push([piece]);
      first = piece;
    }
  }
  return rows.flatMap(partsOf);
}

function partsOf(row: Piece[]): Line[] {
  const parts: Line[] = [];
  let longest = 0;
  let spaced = false;
  let before: Piece | undefined;
  for (const piece of row.sort((a, b) => a.x - b.x)) {
    if (piece.text.trim() === '') {
      spaced = true;
      continue;
    }
    // Some programs make letters bold by drawing them twice.
    if (before?.text === piece.text && piece.x - before.x < 0.2 * piece.size) continue;
    before = piece;
    const open = parts.at(-1);
    const gap = piece.x - (open?.right ?? -Infinity);
    if (open === undefined || gap > widest(open, piece)) {
      const { text, x, y, width, size } = piece;
      parts.push({ text, x, right: x + width, y, size });
      longest = text.length;
    } else {
      longest = grow(open, piece, { longest, apart: spaced || gap > ofWords * piece.size });
    }
    spaced = false;
  }
  return parts.map((line) => ({ ...line, text: line.text.replace(/\s+/g, ' ').trim() }));
}

/** The widest gap that does not part a piece from the line before it: after a bullet it may be wide. */
const widest = (line: Line, { text, size }: Piece) =>
  (isMarker(line) && /^[\p{L}“"‘']/u.test(text) ? ofMarkers : ofColumns) * size;

const isMarker = (line: Line) => line.text.length < 12 && marker.test(line.text.trim());

/** Puts a piece at the end of a line, which stands where its longest piece does. */
function grow(line: Line, piece: Piece, { longest, apart }: { longest: number; apart: boolean }): number {
  if (isMarker(line)) line.hang = piece.x;
  line.text += (apart ? ' ' : '') + piece.text;
  line.right = Math.max(line.right, piece.x + piece.width);
  if (piece.text.length <= longest) return longest;
  line.size = piece.size;
  line.y = piece.y;
  return piece.text.length;
}
