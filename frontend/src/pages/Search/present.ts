import type { SearchResult, SearchResults } from '../../api/search';
import type { Schemas } from '../../api/client';
import type { Place } from '../../api/session';
import { mayReadStrategy } from '../../places';
import { counted, listed, shortName } from '../../present';

const stages: Record<Schemas['SearchStage'], string> = {
  draft: 'Draft: still being written',
  published: 'Published',
};

export const stageInWords = (stage: Schemas['SearchStage']): string => stages[stage];

/** '3 results for “rostering”.', and what was looked for in place of a word that stands nowhere. */
export function foundSentence({ total, results }: SearchResults, q: string): string {
  if (total === 0) return `Nothing was found for “${q}”.`;
  const shown = results.length < total ? ` The first ${results.length} are shown.` : '';
  return `${counted(total, 'result')} for “${q}”.${shown}`;
}

/** What was looked for in place of words that stand nowhere, or nothing. */
export function insteadSentence({ instead, total }: SearchResults): string | undefined {
  if (instead.length === 0 || total === 0) return undefined;
  return `Showing results like ${listed(instead.map(({ used }) => `“${used}”`))}. Nothing you may read has ${listed(
    instead.map(({ asked }) => `“${asked}”`),
  )}.`;
}

/** Which other names of the same thing were looked for too. */
export function alsoSentence({ also, total }: SearchResults): string | undefined {
  if (also.length === 0 || total === 0) return undefined;
  return `Also searched for ${listed(also.map((name) => `“${name}”`))}.`;
}

/** Which of the words nothing has, while others were found. */
export function unknownSentence({ unknown, total }: SearchResults): string | undefined {
  if (unknown.length === 0 || total === 0) return undefined;
  return `Nothing you may read has ${listed(unknown.map((word) => `“${word}”`))}.`;
}

/** That words which nearly every text has were not looked for, where there were no others. */
export function ignoredSentence({ ignored, unknown, total }: SearchResults): string | undefined {
  if (ignored.length === 0 || unknown.length > 0 || total > 0) return undefined;
  const words = listed(ignored.map((word) => `“${word}”`));
  return `Nearly every text has ${words}, so the search passes over ${ignored.length === 1 ? 'it' : 'them'}. Use other words.`;
}

/** The results by kind: the kind of the best one first, and in each the best first. */
export function byKind(results: SearchResult[]): { kind: Schemas['ItemKind']; results: SearchResult[] }[] {
  const groups = new Map<Schemas['ItemKind'], SearchResult[]>();
  for (const result of results) groups.set(result.kind, [...(groups.get(result.kind) ?? []), result]);
  return [...groups].map(([kind, of]) => ({ kind, results: of }));
}

export type Destination = 'item' | 'objective' | 'target' | 'organisation' | undefined;

/** Where a result is read: as what I write, as what a system or a member has published, or only here. A member's is read by itself
 * and by its systems. */
export function destinationOf({ own, kind, owner }: SearchResult, acting: Place['organisation']): Destination {
  if (own) return 'item';
  if (owner.kind === 'system') return kind === 'goal' || kind === 'initiative' ? 'target' : undefined;
  if (acting.kind !== 'system' && acting.id !== owner.id) return undefined;
  return kind === 'objective' ? 'objective' : 'organisation';
}

/** Whose text a result is. */
export const ownerInWords = ({ owner }: SearchResult, acting: Place['organisation']): string =>
  owner.id === acting.id ? 'Your organisation' : shortName(owner.name);

/** What is looked through, before anything has been. */
export const searchedSentence = (place: Place): string =>
  mayReadStrategy(place)
    ? 'You search everything your organisation is writing and has published, and what others have published to it.'
    : 'You search everything that has been shared with your organisation.';
