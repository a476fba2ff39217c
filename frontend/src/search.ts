import { ProblemError } from './api/client';
import type { ChannelKind } from './api/editions';
import type { Sought } from './api/search';
import { localPath } from './pages/Start/present';
import { isItemKind } from './pages/Strategy/present';

/** What has been asked before is shown at once; the page asks again behind it when that is old. */
export function known<Options>(options: Options): Options & { staleTime: 'static' } {
  return { ...options, staleTime: 'static' };
}

const textOf = (said: unknown): string | undefined => (typeof said === 'string' && said !== '' ? said : undefined);

export function systemSearch(search: Record<string, unknown>): { system?: string } {
  const system = textOf(search.system);
  return system === undefined ? {} : { system };
}

/** Where somebody was in their inbox: an objective, by its id. */
export function inboxSearch(search: Record<string, unknown>): { at?: string } {
  const at = textOf(search.at);
  return at === undefined ? {} : { at };
}

export function wordsSearch(search: Record<string, unknown>): { words?: string } {
  const words = textOf(search.words);
  return words === undefined ? {} : { words };
}

/** What is looked for; a kind or a stage that there is not is refused by the API, and left out here. */
export function soughtSearch(search: Record<string, unknown>): Sought {
  // A number in an address is read as one, and may be what somebody looks for.
  const q = typeof search.q === 'number' ? String(search.q) : textOf(search.q);
  const of = textOf(search.of);
  const owner = textOf(search.owner);
  const stage = search.stage === 'draft' || search.stage === 'published' ? search.stage : undefined;
  return {
    ...(q !== undefined && { q }),
    ...(of !== undefined && isItemKind(of) && { of }),
    ...(owner !== undefined && { owner }),
    ...(stage !== undefined && { stage }),
  };
}

export function memberSearch(search: Record<string, unknown>): { member?: string } {
  const member = textOf(search.member);
  return member === undefined ? {} : { member };
}

export function replacesSearch(search: Record<string, unknown>): { replaces?: string } {
  const replaces = textOf(search.replaces);
  return replaces === undefined ? {} : { replaces };
}

/** Which two versions are compared; left out are the one that was published before, and the draft. */
export function comparisonSearch(search: Record<string, unknown>): { from?: string; to?: string } {
  const from = textOf(search.from);
  const to = textOf(search.to);
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** What was deleted just now, so that it can be undone at once, or the record of what was given up just now. */
export function takenOutSearch(search: Record<string, unknown>): { deleted?: string; course?: string } {
  const deleted = textOf(search.deleted);
  const course = textOf(search.course);
  return { ...(deleted === undefined ? {} : { deleted }), ...(course === undefined ? {} : { course }) };
}

/** As whom a version is read, and which. */
export function previewSearch(search: Record<string, unknown>): { as: ChannelKind; edition?: string } {
  const edition = textOf(search.edition);
  const as = search.as === 'desk' || search.as === 'public' ? search.as : 'members';
  return { as, ...(edition === undefined ? {} : { edition }) };
}

/** As whom a strategy is read, and which version; the one that is left out is the draft. */
export function lensSearch(search: Record<string, unknown>): { role?: string; edition?: string } {
  const role = textOf(search.role);
  const edition = textOf(search.edition);
  return { ...(role === undefined ? {} : { role }), ...(edition === undefined ? {} : { edition }) };
}

export function undefinedWhenSignedOut(error: unknown): undefined {
  if (error instanceof ProblemError && error.problem.status === 401) return undefined;
  throw error;
}

export interface StartSearch {
  return_to?: string;
}

export function startSearch(search: Record<string, unknown>): StartSearch {
  const path = localPath(search.return_to);
  return path === undefined ? {} : { return_to: path };
}
