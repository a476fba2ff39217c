import { ProblemError } from './api/client';
import { localPath } from './pages/Start/present';

/** What has been asked before is shown at once; the page asks again behind it when that is old. */
export function known<Options>(options: Options): Options & { staleTime: 'static' } {
  return { ...options, staleTime: 'static' };
}

const textOf = (said: unknown): string | undefined => (typeof said === 'string' && said !== '' ? said : undefined);

export function systemSearch(search: Record<string, unknown>): { system?: string } {
  const system = textOf(search.system);
  return system === undefined ? {} : { system };
}

export function wordsSearch(search: Record<string, unknown>): { words?: string } {
  const words = textOf(search.words);
  return words === undefined ? {} : { words };
}

export function memberSearch(search: Record<string, unknown>): { member?: string } {
  const member = textOf(search.member);
  return member === undefined ? {} : { member };
}

export function replacesSearch(search: Record<string, unknown>): { replaces?: string } {
  const replaces = textOf(search.replaces);
  return replaces === undefined ? {} : { replaces };
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
