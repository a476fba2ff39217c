import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';
import { tag } from './people';
import type { Item } from './strategy';

export type StrategyCheck = Schemas['StrategyCheck'];
export type CheckFinding = Schemas['CheckFinding'];
export type CheckGroup = Schemas['CheckGroup'];
export type Dismissal = Schemas['Dismissal'];

/** All checks of an organisation's strategy that this browser has. */
export const checksOf = (organisation: string) => [organisation, 'check'];

/** What a board may ask about a strategy as it is being written. */
export const checkQuery = (organisation: string, strategy: string) =>
  queryOptions({
    queryKey: [...checksOf(organisation), strategy],
    staleTime: 0,
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/strategies/{strategy}/check', {
          params: { path: { organisation, strategy } },
          signal,
        }),
      ),
  });

/** What a board may ask about one item, asked for again with each version of it. */
export const itemCheckQuery = (organisation: string, { id, strategy, version }: Item) =>
  queryOptions({
    queryKey: [...checksOf(organisation), strategy, id, version],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/strategies/{strategy}/check', {
          params: { path: { organisation, strategy }, query: { item: id } },
          signal,
        }),
      ),
  });

export const dismissFinding = (organisation: string, strategy: string, body: Schemas['NewDismissal'], key: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/strategies/{strategy}/check/dismissals', {
      params: { path: { organisation, strategy }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

export const reopenFinding = (organisation: string, strategy: string, { id, version }: Dismissal) =>
  answerOf(
    client.DELETE('/api/v1/organisations/{organisation}/strategies/{strategy}/check/dismissals/{dismissal}', {
      params: { path: { organisation, strategy, dismissal: id }, header: { 'If-Match': tag(version) } },
    }),
  );
