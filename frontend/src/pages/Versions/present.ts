import type { ChannelKind, EditionSummary, Restoration, Review } from '../../api/editions';
import { dateInWords, dayInWords, listed } from '../../present';

/** What has become of a version, in a sentence. */
export function stateInWords(edition: EditionSummary): string {
  const day = edition.published === null ? '' : dateInWords(edition.published);
  switch (edition.state) {
    case 'in_review':
      return waiting(edition);
    case 'returned':
      return `${returnedInWords(edition)}. It was not published.`;
    case 'kept':
      return 'A draft that was kept when a version was restored over it. Nobody else has read it.';
    case 'published':
      return `Published on ${day} to ${audience(edition.channels)}.`;
    case 'superseded':
      return `Published on ${day}. A later version has taken its place.`;
    case 'withdrawn':
      return `Published on ${day}, and withdrawn since. Nobody else reads it.`;
  }
}

/** The answer that returned a version; none where it was taken back. */
export const returning = ({ state, reviews }: EditionSummary): Review | undefined =>
  state === 'returned' ? reviews.find(({ verdict }) => verdict === 'returned') : undefined;

function returnedInWords(edition: EditionSummary): string {
  const by = returning(edition);
  return by === undefined ? 'Taken back' : `Returned by ${by.name}`;
}

/** The version that was sent before another, or the last of all; what was kept was never sent. */
export const sentBefore = (editions: EditionSummary[], number = Infinity): EditionSummary | undefined =>
  editions.find((one) => one.number < number && one.state !== 'kept');

/** The version that was published before another, or last of all. */
export const publishedBefore = (editions: EditionSummary[], number = Infinity): EditionSummary | undefined =>
  editions.find((one) => one.number < number && one.published !== null);

/** When a version came to be: one is sent for review, a draft is kept, and one that was published before that was brought in. */
export function madeInWords({ state, sent, published }: EditionSummary): string {
  if (state === 'kept') return `Kept on ${dayInWords(sent)} by`;
  return published !== null && published < sent.slice(0, 10)
    ? `Brought in on ${dayInWords(sent)} by`
    : `Sent on ${dayInWords(sent)} by`;
}

/** What a restoration did, and where what was written before it is. */
export function restoredInWords(number: number, { added, changed, retired, kept }: Restoration): string {
  if (added + changed + retired === 0) return `The draft says what version ${number} says already.`;
  const before = kept === 0 ? 'Another version says what it said before.' : `What it said before is version ${kept}.`;
  return `Done. The draft now says what version ${number} says. ${before}`;
}

/** The reviewers who are waited for. */
export const awaited = ({ reviews }: EditionSummary): Review[] =>
  reviews.filter(({ verdict, left }) => verdict !== 'approved' && !left);

/**
 * Whether a version can be published now, or to others: when nobody is waited for, or it is published already, or it was
 * withdrawn and none was published after it.
 */
export function mayBePublished(edition: EditionSummary, all: EditionSummary[]): boolean {
  switch (edition.state) {
    case 'published':
      return true;
    case 'withdrawn':
      return !all.some(({ number, published }) => number > edition.number && published !== null);
    case 'in_review':
      return awaited(edition).length === 0;
    default:
      return false;
  }
}

function waiting(edition: EditionSummary): string {
  const names = awaited(edition).map(({ name }) => name);
  if (names.length > 0) return `In review. It waits for ${listed(names)}.`;
  return edition.reviews.length === 0
    ? 'Ready to publish. Nobody was asked to review it.'
    : 'Ready to publish. Everybody who was asked has approved it, or has left.';
}

export const verdictInWords = ({ verdict, left }: Review): string => {
  if (verdict === 'approved') return 'approved it';
  if (verdict === 'returned') return 'returned it';
  return left ? 'was asked, and has left' : 'has not answered yet';
};

/** To whom a version is released. */
export const audience = (channels: ChannelKind[]): string =>
  channels.length === 0 ? 'nobody' : listed(channels.map((kind) => audiences[kind]));

export const audiences: Record<ChannelKind, string> = {
  desk: 'the system’s digital leads',
  members: 'every member of the system',
  public: 'everybody',
};

const sorts = {
  added: 'Added',
  removed: 'Removed',
  reworded: 'Reworded',
  redated: 'Another date',
  reranked: 'Another rank',
  changed: 'Changed',
};

export const sortsInWords = (of: (keyof typeof sorts)[]): string => of.map((sort) => sorts[sort]).join(', ');

/** A text in three parts, of which the middle is what the other text has otherwise. */
export interface Apart {
  head: string;
  middle: string;
  tail: string;
}

/** Where two texts differ, in whole words. */
export function wordsApart(before: string, after: string): { before: Apart; after: Apart } {
  const was = before.split(/(?<=\s)/);
  const is = after.split(/(?<=\s)/);
  const most = Math.min(was.length, is.length);
  let first = 0;
  while (first < most && was[first] === is[first]) first++;
  let last = 0;
  while (last < most - first && was[was.length - 1 - last] === is[is.length - 1 - last]) last++;
  const cut = (words: string[]): Apart => ({
    head: words.slice(0, first).join(''),
    middle: words.slice(first, words.length - last).join(''),
    tail: words.slice(words.length - last).join(''),
  });
  return { before: cut(was), after: cut(is) };
}
