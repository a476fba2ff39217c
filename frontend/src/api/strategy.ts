import { queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';
import { tag } from './people';

export type Strategy = Schemas['Strategy'];
export type Item = Schemas['Item'];
export type ItemKind = Schemas['ItemKind'];
export type ItemFields = Schemas['ItemFields'];
export type ItemField = Schemas['ItemField'];
export type ItemKindDetail = Schemas['ItemKindDetail'];
export type FieldName = keyof ItemFields;

/** The strategy that an organisation is writing, with all that it says; null before it has begun one. */
export const strategyQuery = (organisation: string) =>
  queryOptions({
    queryKey: [organisation, 'strategy'],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/strategies', { params: { path: { organisation } }, signal }),
      ).then(({ strategies }) => strategies[0] ?? null),
  });

/** What a strategy may say, and how each kind of item is asked for. */
export const kindsQuery = (organisation: string) =>
  queryOptions({
    queryKey: [organisation, 'item-kinds'],
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/item-kinds', { params: { path: { organisation } }, signal }),
      ),
  });

/** The retired items of one kind. */
export const retiredQuery = (organisation: string, kind: ItemKind) =>
  queryOptions({
    queryKey: [organisation, 'retired', kind],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/items', {
          params: { path: { organisation }, query: { kind, retired: true } },
          signal,
        }),
      ),
  });

export const beginStrategy = (organisation: string, body: Schemas['NewStrategy'], key: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/strategies', {
      params: { path: { organisation }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

export const changeStrategy = (organisation: string, { id, version }: Strategy, body: Schemas['StrategyChange']) =>
  answerOf(
    client.PATCH('/api/v1/organisations/{organisation}/strategies/{strategy}', {
      params: { path: { organisation, strategy: id }, header: { 'If-Match': tag(version) } },
      body,
    }),
  );

export const addItem = (organisation: string, body: Schemas['NewItem'], key: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/items', {
      params: { path: { organisation }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

export const readItem = (organisation: string, item: string) =>
  answerOf(
    client.GET('/api/v1/organisations/{organisation}/items/{item}', { params: { path: { organisation, item } } }),
  );

/** Changes the given fields; it outlives the page, so that closing the browser loses nothing. */
export const changeItem = (organisation: string, { id, version }: Item, body: ItemFields) =>
  answerOf(
    client.PATCH('/api/v1/organisations/{organisation}/items/{item}', {
      params: { path: { organisation, item: id }, header: { 'If-Match': tag(version) } },
      body,
      keepalive: JSON.stringify(body).length < 60_000, // a browser keeps no more alive than that
    }),
  );

export const retireItem = (organisation: string, { id, version }: Item) =>
  answerOf(
    client.DELETE('/api/v1/organisations/{organisation}/items/{item}', {
      params: { path: { organisation, item: id }, header: { 'If-Match': tag(version) } },
    }),
  );

export const restoreItem = (organisation: string, { id }: Item) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/items/{item}/restoration', {
      params: { path: { organisation, item: id }, header: { 'Idempotency-Key': crypto.randomUUID() } },
    }),
  );

export const changeCourse = (
  organisation: string,
  { id, version }: Item,
  body: Schemas['ChangeOfCourse'],
  key: string,
) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/items/{item}/change-of-course', {
      params: {
        path: { organisation, item: id },
        header: { 'If-Match': tag(version), 'Idempotency-Key': key },
      },
      body,
    }),
  );
