import { queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';

export type PublicText = Schemas['PublicText'];
export type PublicItem = Schemas['PublicItem'];
export type PulseRole = Schemas['PulseRole'];
export type PulseCount = Schemas['PulseCount'];

/** What an organisation has released to everybody, by its ODS code, its handle or its id. */
export const publicQuery = (publisher: string) =>
  queryOptions({
    queryKey: ['public', publisher],
    queryFn: ({ signal }) =>
      answerOf(client.GET('/api/v1/public/{publisher}', { params: { path: { publisher } }, signal })),
  });

/** Counts what somebody says of it; nothing else of them is kept. */
export const answerPulse = (publisher: string, body: Schemas['PulseAnswer']) =>
  answerOf(client.POST('/api/v1/public/{publisher}/pulse', { params: { path: { publisher } }, body }));
