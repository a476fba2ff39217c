import { queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';
import { tag } from './people';

export type Settings = Schemas['Settings'];
export type Window = Schemas['Window'];
export type Sharing = Schemas['Sharing'];
export type Meaning = Schemas['Meaning'];

/** What a system sets and its members choose. */
export const settingsQuery = (organisation: string, system?: string) =>
  queryOptions({
    queryKey: [organisation, 'settings', system ?? null],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/settings', {
          params: { path: { organisation }, query: { system } },
          signal,
        }),
      ),
  });

export const changeWindow = (organisation: string, { version }: Window, days: number) =>
  answerOf(
    client.PATCH('/api/v1/organisations/{organisation}/settings/window', {
      params: { path: { organisation }, header: { 'If-Match': tag(version) } },
      body: { days },
    }),
  );

export const chooseSharing = (
  organisation: string,
  system: string | undefined,
  { version }: Sharing,
  shares: boolean,
) =>
  answerOf(
    client.PATCH('/api/v1/organisations/{organisation}/settings/sharing', {
      params: { path: { organisation }, query: { system }, header: { 'If-Match': tag(version) } },
      body: { shares },
    }),
  );

export const changeMeaning = (organisation: string, { version }: Meaning, body: Schemas['MeaningChange']) =>
  answerOf(
    client.PATCH('/api/v1/organisations/{organisation}/settings/meaning', {
      params: { path: { organisation }, header: { 'If-Match': tag(version) } },
      body,
    }),
  );
