import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';
import { tag } from './people';

export type Registered = Schemas['RegisteredOrganisation'];
export type RegisterEntry = Schemas['RegisterEntry'];
export type Onboarding = Schemas['Onboarding'];
export type PlannedChange = Schemas['PlannedChange'];
export type ConnectionRequest = Schemas['ConnectionRequest'];
export type Repair = Schemas['Repair'];

/** Every organisation of the register, by name, a page at a time. */
export const registerQuery = (organisation: string, words: string) =>
  infiniteQueryOptions({
    queryKey: [organisation, 'register', words],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/platform/organisations', {
          params: { path: { organisation }, query: { words, after: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export const registeredQuery = (organisation: string, member: string) =>
  queryOptions({
    queryKey: [organisation, 'registered', member],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/platform/organisations/{member}', {
          params: { path: { organisation, member } },
          signal,
        }),
      ),
  });

/** What a declaration would change; nothing is changed. */
export const planOnboarding = (organisation: string, body: Onboarding, key: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/platform/plan', {
      params: { path: { organisation }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

export const applyOnboarding = (organisation: string, body: Onboarding, key: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/platform/onboarding', {
      params: { path: { organisation }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

/** Connections in use, and those that wait for a decision. */
export const requestsQuery = (organisation: string) =>
  queryOptions({
    queryKey: [organisation, 'connection requests'],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/platform/connections', {
          params: { path: { organisation } },
          signal,
        }),
      ),
  });

export const decideConnection = (
  organisation: string,
  { id, version }: ConnectionRequest,
  body: Schemas['ConnectionDecision'],
) =>
  answerOf(
    client.PATCH('/api/v1/organisations/{organisation}/platform/connections/{connection}', {
      params: { path: { organisation, connection: id }, header: { 'If-Match': tag(version) } },
      body,
    }),
  );

/** Organisations without an administrator that are being given one. */
export const repairsQuery = (organisation: string) =>
  queryOptions({
    queryKey: [organisation, 'repairs'],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/platform/repairs', {
          params: { path: { organisation } },
          signal,
        }),
      ),
  });

export const proposeRepair = (organisation: string, body: Schemas['NewRepair'], key: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/platform/repairs', {
      params: { path: { organisation }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

export const confirmRepair = (organisation: string, repair: string, key: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/platform/repairs/{repair}/confirmation', {
      params: { path: { organisation, repair }, header: { 'Idempotency-Key': key } },
    }),
  );
