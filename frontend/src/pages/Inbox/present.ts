import type { ChangedPiece, InboxLink, InboxObjective } from '../../api/inbox';
import { bandInWords, capitalised, counted } from '../../present';

/** What may be said when a link is rejected; another reason can be typed. */
export const reasons = [
  'It is about something else',
  'It is the same subject, but not what we do',
  'We do this on our own, and not with the system',
  'It is not in our scope or our services',
  'It has been dropped or put off',
] as const;

// How many links of an objective are shown at least.
const most = 5;

/** The links that are shown: the best ones, and whatever is decided or stale. */
export const shownOf = (of: InboxObjective | undefined): InboxLink[] =>
  of?.links.filter(({ link }, place) => place < most || link.state !== 'suggested') ?? [];

const keyOf = (objective: InboxObjective, of?: InboxLink): string =>
  `${objective.objective.id} ${of?.link.target.id ?? ''}`;

/** Names each objective and each link, in the order in which they stand. */
export const keysOf = (objectives: InboxObjective[]): string[] =>
  objectives.flatMap((one) => [keyOf(one), ...one.links.map((of) => keyOf(one, of))]);

/** Objectives and their links, in the order of keys that name all of them. */
export function inOrder(keys: string[], objectives: InboxObjective[]): InboxObjective[] {
  const places = new Map(keys.map((key, place) => [key, place]));
  const placeOf = (key: string) => places.get(key) ?? keys.length;
  return objectives
    .toSorted((a, b) => placeOf(keyOf(a)) - placeOf(keyOf(b)))
    .map((one) => ({
      ...one,
      links: one.links.toSorted((a, b) => placeOf(keyOf(one, a)) - placeOf(keyOf(one, b))),
    }));
}

export const undecided = ({ link }: InboxLink): boolean => link.state === 'suggested' || link.state === 'stale';

/** How many links of an objective are left to decide about. */
export const leftOf = (of: InboxObjective): number => shownOf(of).filter(undecided).length;

/** How far one is: of the objectives that something is suggested for, and how many have nothing to look at. */
export function progress(objectives: InboxObjective[]): string {
  const some = objectives.filter((one) => shownOf(one).length > 0);
  const reviewed = some.filter((one) => leftOf(one) === 0).length;
  const left = some.reduce((sum, one) => sum + leftOf(one), 0);
  const none = objectives.length - some.length;
  const said = `${reviewed} of ${counted(some.length, 'objective')} reviewed; ${counted(left, 'suggestion')} left.`;
  return none === 0 ? said : `${said} ${counted(none, 'other objective has', 'other objectives have')} no suggestion.`;
}

/** The decisions that the system has asked about and not had an answer to; the server puts them first. */
export function asked(objectives: InboxObjective[]): string | undefined {
  const waiting = objectives.flatMap(({ links }) => links).filter((link) => link.asked).length;
  if (waiting === 0) return undefined;
  return `The system asks about ${counted(waiting, 'decision')} of yours and waits for an answer.`;
}

/** What stands at the end: the objectives that serve nothing of the system, neither a goal nor a shared initiative. */
export function ending(objectives: InboxObjective[]): string | undefined {
  if (objectives.length === 0 || objectives.some((one) => leftOf(one) > 0)) return undefined;
  const none = objectives.filter(({ links }) => !links.some(({ link }) => link.state === 'confirmed')).length;
  if (none === 0) return 'All reviewed. Every objective serves a goal or shared initiative of the system.';
  return `All reviewed. ${capitalised(counted(none, 'objective serves', 'objectives serve'))} no goal or shared initiative of the system: local by choice?`;
}

/** What is said of a link beside its title. */
export function standing({ link }: InboxLink): string {
  switch (link.state) {
    case 'confirmed':
      return `Confirmed, ${link.contribution}${link.primary ? ', the main one' : ''}`;
    case 'rejected':
      return link.reason === '' ? 'Rejected' : `Rejected: ${link.reason}`;
    case 'stale':
      return 'Decided before, and a text has changed since: look at it again';
    case 'suggested':
      return bandInWords(link.band);
  }
}

/** Where one is: an objective, and one of its links. */
export interface Spot {
  objective: number;
  link: number;
}

/** The next or previous link, over the ends of objectives; the ends of the list stay. */
export function step(counts: number[], { objective, link }: Spot, by: 1 | -1): Spot {
  const next = link + by;
  if (next >= 0 && next < (counts[objective] ?? 0)) return { objective, link: next };
  const other = objective + by;
  const count = counts[other];
  if (count === undefined) return { objective, link };
  return { objective: other, link: by === 1 ? 0 : Math.max(0, count - 1) };
}

/** The pieces of a text, line by line as it was written: its title, its description, its measures. */
export function linesOf(pieces: ChangedPiece[]): ChangedPiece[][] {
  const lines: ChangedPiece[][] = [[]];
  for (const { text, change } of pieces) {
    text.split('\n').forEach((part, at) => {
      if (at > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ text: part, change });
    });
  }
  return lines.filter((line) => line.length > 0);
}
