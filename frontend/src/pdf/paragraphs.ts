// Lines put together to paragraphs. Pure.
import { median } from './blocks';
import { beginsAPoint, type Line } from './lines';

/** Words that the document itself writes with a hyphen, such as "self-service". */
export type Hyphenated = ReadonlySet<string>;

/** The words with a hyphen that stand inside lines, so that one that is parted there keeps it. */
export function hyphenatedIn(lines: Line[]): Set<string> {
  const words = lines.flatMap(({ text }) => [...text.matchAll(/\p{L}{1,40}-\p{L}{1,40}/gu)]);
  return new Set(words.map(([word]) => word.toLowerCase()));
}

const longest = 5000; // characters of a paragraph; what a hostile file can cost stays in proportion

/** The paragraphs of lines that follow one another. */
export function paragraphsOf(lines: Line[], hyphenated: Hyphenated): string[] {
  const paragraphs: string[] = [];
  const breaks = breaksOf(lines);
  lines.forEach(({ text }, at) => {
    const open = paragraphs.at(-1);
    if (open === undefined || breaks[at] === true || open.length > longest) paragraphs.push(text);
    else paragraphs[paragraphs.length - 1] = continued(open, text, hyphenated);
  });
  return paragraphs;
}

/** A text that goes on: a word that was parted at the end of a line is one again. */
export function continued(text: string, next: string, hyphenated: Hyphenated): string {
  const [, linked, start, hyphen] = /(\p{L}-)?(\p{L}+|\d+)([-\u2010\u00ad])$/u.exec(text.slice(-40)) ?? [];
  const [end] = /^\p{Ll}+/u.exec(next) ?? [];
  if (start === undefined || end === undefined) return `${text} ${next}`;
  if (hyphen === '\u00ad') return text.slice(0, -1) + next;
  const isItsOwn = linked !== undefined || /^\d/.test(start) || alwaysWith.has(start.toLowerCase());
  const isKept = isItsOwn || hyphenated.has(`${start}-${end}`.toLowerCase());
  return (isKept ? text : text.slice(0, -1)) + next;
}

// What a hyphen follows whether or not a line ends there.
const alwaysWith = new Set([
  'self',
  'non',
  'co',
  'cross',
  'multi',
  'well',
  'long',
  'short',
  'high',
  'low',
  'end',
  'real',
  'e',
]);

/** Whether a text ends where another may begin. */
export const isEnded = (text: string) => /[.!?:;][)"”’\d]*$/.test(text.slice(-8));

function breaksOf(lines: Line[]): boolean[] {
  const deltas = lines.slice(1).map(({ y }, at) => y - (lines[at]?.y ?? y));
  const apart = median(deltas.filter((delta) => delta > 0));
  const left = lines.reduce((most, { x }) => Math.min(most, x), Infinity);
  const right = lines.reduce((most, line) => Math.max(most, line.right), -Infinity);
  let hang: number | undefined;
  return lines.map((line, at) => {
    const before = lines[at - 1];
    if (before === undefined) {
      hang = line.hang;
      return true;
    }
    const parted =
      isApart(before, line, apart) ||
      beginsAPoint(line.text) ||
      line.hang !== undefined ||
      (hang !== undefined && line.x < hang - 0.5 * line.size) ||
      (hang === undefined &&
        line.x > before.x + line.size &&
        before.x < left + line.size &&
        !beginsAPoint(before.text)) ||
      wouldHaveFitted(line, before, limitOf(lines, at, { left, right }));
    if (parted) hang = line.hang;
    return parted;
  });
}

/** Whether a line is further from the one before than lines are, or of another size. */
function isApart(before: Line, line: Line, apart: number): boolean {
  const delta = line.y - before.y;
  const differs = Math.abs(line.size - before.size) > 0.1 * Math.max(line.size, before.size);
  return differs || delta < 0 || delta > Math.min(1.35 * apart, 2.2 * line.size);
}

/** How far the lines about one reach: beside a picture they are shorter. Where all of them are short, as far as any does. */
function limitOf(lines: Line[], at: number, { left, right }: { left: number; right: number }): number {
  const near = lines.slice(Math.max(0, at - 4), at + 4).reduce((most, line) => Math.max(most, line.right), -Infinity);
  return near - left < 0.5 * (right - left) ? right : near;
}

/** Whether the first word of a line had room at the end of the line before: then that line was ended on purpose. */
function wouldHaveFitted(line: Line, before: Line, limit: number): boolean {
  const [word = ''] = line.text.split(' ', 1);
  const width = ((line.right - line.x) * (word.length + 1)) / Math.max(1, line.text.length);
  return before.right + width < limit - line.size;
}
