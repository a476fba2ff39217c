import { queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';

export type SearchResults = Schemas['SearchResults'];
export type SearchResult = Schemas['SearchResult'];

/** What is looked for, and what of it is shown. */
export interface Sought {
  q?: string;
  of?: Schemas['ItemKind'];
  owner?: string;
  stage?: Schemas['SearchStage'];
}

/** How long a question may be. */
export const longestQuestion = 200;

/** Whether there is enough to look for. */
export const isQuestion = (q: string | undefined): q is string => q !== undefined && Array.from(q.trim()).length >= 2;

/** What has these words, in all that a person may read as the organisation. */
export const searchQuery = (organisation: string, { q, of, owner, stage }: Sought & { q: string }) =>
  queryOptions({
    queryKey: [organisation, 'search', q, of ?? null, owner ?? null, stage ?? null],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/search', {
          params: { path: { organisation }, query: { q, kind: of, owner, stage } },
          signal,
        }),
      ),
  });
