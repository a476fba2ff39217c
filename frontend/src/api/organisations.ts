import { queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';

export type Organisation = Schemas['Organisation'];
export type OrganisationRef = Schemas['OrganisationRef'];
export type Member = Schemas['Member'];

// Every key begins with the organisation that is acted as: two tabs on two organisations never mix.

/** The organisation that I act as, and the systems it belongs to. */
export const organisationQuery = (organisation: string) =>
  queryOptions({
    queryKey: [organisation, 'organisation'],
    queryFn: ({ signal }) =>
      answerOf(client.GET('/api/v1/organisations/{organisation}', { params: { path: { organisation } }, signal })),
  });

/** The organisations of a system that I may know of. */
export const membersQuery = (organisation: string, system?: string) =>
  queryOptions({
    queryKey: [organisation, 'members', system ?? null],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/members', {
          params: { path: { organisation }, query: { system } },
          signal,
        }),
      ),
  });
