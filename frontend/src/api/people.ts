import { queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';

export type PeopleList = Schemas['PeopleList'];
export type RoleHolder = Schemas['RoleHolder'];
export type RoleHeld = Schemas['RoleHeld'];
export type Role = Schemas['Role'];

/** Who holds a role in my organisation, and who waits for one. */
export const peopleQuery = (organisation: string) =>
  queryOptions({
    queryKey: [organisation, 'people'],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/people', { params: { path: { organisation } }, signal }),
      ),
  });

export const grantRole = (organisation: string, person: string, role: Role, key: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/people/{person}/roles', {
      params: { path: { organisation, person }, header: { 'Idempotency-Key': key } },
      body: { role },
    }),
  );

export const endRole = (organisation: string, held: RoleHeld) =>
  answerOf(
    client.DELETE('/api/v1/organisations/{organisation}/roles/{assignment}', {
      params: { path: { organisation, assignment: held.id }, header: { 'If-Match': tag(held.version) } },
    }),
  );

/** The ETag of a version, for If-Match. */
export const tag = (version: number) => `"${version}"`;
