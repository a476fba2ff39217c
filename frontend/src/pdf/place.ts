// Where pdf.js says that letters stand, as they are seen on the page. Pure.
import type { Placed } from './layout';
import type { Piece } from './lines';

/** A change of place, by its six numbers, as PDFs write it. */
export type Change = [number, number, number, number, number, number];

/** A piece of text as pdf.js gives it. */
export interface Written {
  str: string;
  /** From the letters' own square to the page. */
  transform: Change;
  width: number;
}

/** A page as pdf.js gives it: how large it is, and from its own measure, which goes up, to what is seen, which goes down. */
export interface Seen {
  width: number;
  height: number;
  transform: Change;
}

// How many degrees a line may be from level: what is further is written across the page, as "Draft" is.
const slant = 5;

/** What is written on a page, by the direction that it is read in, most of it first, each turned to be level. */
export function placedOf(written: Written[], seen: Seen): Placed[] {
  const turns = new Map<number, Piece[]>();
  for (const one of written) {
    const placed = pieceOf(one, seen);
    if (placed === undefined) continue;
    const pieces = turns.get(placed.turn);
    if (pieces === undefined) turns.set(placed.turn, [placed.piece]);
    else pieces.push(placed.piece);
  }
  return [...turns]
    .sort(([, some], [, others]) => others.length - some.length)
    .map(([turn, pieces]) => ({ height: turn % 2 === 0 ? seen.height : seen.width, pieces }));
}

function pieceOf({ str, transform, width }: Written, seen: Seen): { turn: number; piece: Piece } | undefined {
  const [a, b, c, d, x, y] = product(seen.transform, transform);
  const angle = (Math.atan2(b, a) * 180) / Math.PI;
  const quarter = Math.round(angle / 90);
  if (Math.abs(angle - quarter * 90) > slant) return undefined;
  const turn = (quarter + 4) % 4;
  // What controls how text is read is no text; a form feed would be taken for the end of a page.
  // eslint-disable-next-line no-control-regex -- These are the ones.
  const text = str.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
  const scale = Math.hypot(seen.transform[0], seen.transform[1]);
  return { turn, piece: { text, ...levelled(x, y, turn, seen), width: width * scale, size: Math.hypot(c, d) } };
}

/** One change of place after another. */
function product([a, b, c, d, e, f]: Change, [p, q, r, s, t, u]: Change): Change {
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f];
}

/** A place on a page that was turned by so many quarters until its lines were level. */
function levelled(x: number, y: number, turn: number, { width, height }: Seen): { x: number; y: number } {
  if (turn === 1) return { x: y, y: width - x };
  if (turn === 2) return { x: width - x, y: height - y };
  if (turn === 3) return { x: height - y, y: x };
  return { x, y };
}
