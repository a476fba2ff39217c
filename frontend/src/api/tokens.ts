import { queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';
import { tag } from './people';

export type Token = Schemas['Token'];
export type TokenMade = Schemas['TokenMade'];

/** API tokens: my own, or all of my organisation for its administrators. */
export const tokensQuery = (organisation: string) =>
  queryOptions({
    queryKey: [organisation, 'tokens'],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/tokens', { params: { path: { organisation } }, signal }),
      ),
  });

export const makeToken = (organisation: string, body: Schemas['NewToken'], key: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/tokens', {
      params: { path: { organisation }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

export const revokeToken = (organisation: string, { id, version }: Token) =>
  answerOf(
    client.DELETE('/api/v1/organisations/{organisation}/tokens/{token}', {
      params: { path: { organisation, token: id }, header: { 'If-Match': tag(version) } },
    }),
  );
