import { queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';
import { tag } from './people';

export type Connection = Schemas['Connection'];
export type ConnectionChange = Schemas['ConnectionChange'];
export type NewConnection = Schemas['NewConnection'];
export type ClaimRule = Schemas['ClaimRule'];

/** How people of my organisation sign in. */
export const connectionsQuery = (organisation: string) =>
  queryOptions({
    queryKey: [organisation, 'connections'],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/connections', { params: { path: { organisation } }, signal }),
      ),
    staleTime: 0, // a test sign-in happens outside these pages
  });

export const draftConnection = (organisation: string, body: NewConnection, key: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/connections', {
      params: { path: { organisation }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

export const changeConnection = (
  organisation: string,
  { id, version }: Pick<Connection, 'id' | 'version'>,
  body: ConnectionChange,
) =>
  answerOf(
    client.PATCH('/api/v1/organisations/{organisation}/connections/{connection}', {
      params: { path: { organisation, connection: id }, header: { 'If-Match': tag(version) } },
      body,
    }),
  );
