import { queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';

export type RoleLens = Schemas['RoleLens'];
export type Lens = Schemas['Lens'];
export type LensChange = Schemas['LensChange'];
export type LensNeed = Schemas['LensNeed'];
export type LensService = Schemas['LensService'];
export type LensReason = Schemas['LensReason'];
export type LensStrength = Schemas['LensStrength'];

/** What one of our own versions changes for people in a role; the version that is left out is the draft. */
export const ownLensQuery = (organisation: string, strategy: string, role?: string, edition?: string) =>
  queryOptions({
    queryKey: [organisation, 'lens', strategy, role ?? null, edition ?? null],
    staleTime: 0,
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/strategies/{strategy}/lens', {
          params: { path: { organisation, strategy }, query: { role, edition } },
          signal,
        }),
      ),
  });

/** What another organisation has published changes for people in a role. */
export const publishedLensQuery = (organisation: string, member: string, role?: string) =>
  queryOptions({
    queryKey: [organisation, 'published-lens', member, role ?? null],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/published/organisations/{member}/lens', {
          params: { path: { organisation, member }, query: { role } },
          signal,
        }),
      ),
  });
