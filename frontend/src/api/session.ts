import { queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';

export type Session = Schemas['Session'];
export type Place = Schemas['Place'];
export type SignInOptions = Schemas['SignInOptions'];

/** Who is signed in, and as which organisations they may act; a problem of status 401 when nobody is. */
export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/session', { signal })),
    staleTime: 60_000,
  });

/** The ways in for everybody, or those of an organisation by its code, and whether this is a demonstration. */
export const signInQuery = (code?: string) =>
  queryOptions({
    queryKey: ['sign-in', code ?? null],
    queryFn: ({ signal }) =>
      answerOf(client.GET('/api/v1/sign-in', { params: { query: { organisation: code } }, signal })),
    staleTime: Infinity,
  });

/** Ends the session; resolves to the address to go on to, at the identity provider where it has one. */
export async function signOut(): Promise<string> {
  const { provider } = await answerOf(client.DELETE('/api/v1/session'));
  return provider ?? '/';
}

/** Where I am signed in, the latest used first. */
export const sessionsQuery = () =>
  queryOptions({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/session/sessions', { signal })),
    staleTime: 0,
  });

export const endSession = (session: string) =>
  answerOf(client.DELETE('/api/v1/session/sessions/{session}', { params: { path: { session } } }));

/** Signs me out everywhere, here too. */
export const endAllSessions = () => answerOf(client.DELETE('/api/v1/session/sessions'));

/** Keeps my session from ending as idle. */
export const extendSession = () => answerOf(client.POST('/api/v1/session/extension'));

/** Leaves these pages for another address, and with them everything that they hold in memory. */
export function leaveFor(address: string): void {
  window.location.assign(address);
}
