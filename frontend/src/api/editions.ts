import { queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';
import { tag } from './people';

export type EditionSummary = Schemas['EditionSummary'];
export type EditionDetail = Schemas['EditionDetail'];
export type EditionItem = Schemas['EditionItem'];
export type EditionText = Schemas['EditionText'];
export type EditionComment = Schemas['EditionComment'];
export type EditionList = Schemas['EditionList'];
export type Review = Schemas['Review'];
export type Restoration = Schemas['Restoration'];
export type Hold = Schemas['Hold'];
export type Comparison = Schemas['Comparison'];
export type FieldDifference = Schemas['FieldDifference'];
export type ItemDifference = Schemas['ItemDifference'];
export type ChannelKind = Schemas['ChannelKind'];

/** The versions of a strategy, who may be asked to review one, and the hold there is. */
export const editionsQuery = (organisation: string, strategy: string) =>
  queryOptions({
    queryKey: [organisation, 'editions', strategy],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/strategies/{strategy}/editions', {
          params: { path: { organisation, strategy } },
          signal,
        }),
      ),
  });

/** A version in full, with what was said of it. */
export const editionQuery = (organisation: string, edition: string) =>
  queryOptions({
    queryKey: [organisation, 'edition', edition],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/editions/{edition}', {
          params: { path: { organisation, edition } },
          signal,
        }),
      ),
  });

/** How two versions differ; one that is left out is the draft. */
export const comparisonQuery = (organisation: string, strategy: string, from?: string, to?: string) =>
  queryOptions({
    queryKey: [organisation, 'comparison', strategy, from ?? null, to ?? null],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/strategies/{strategy}/comparison', {
          params: { path: { organisation, strategy }, query: { from, to } },
          signal,
        }),
      ),
  });

/** A version as others would read it; one that is left out is the draft. */
export const previewQuery = (organisation: string, strategy: string, as: ChannelKind, edition?: string) =>
  queryOptions({
    queryKey: [organisation, 'preview', strategy, as, edition ?? null],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/strategies/{strategy}/preview', {
          params: { path: { organisation, strategy }, query: { as, edition } },
          signal,
        }),
      ),
  });

export const sendForReview = (organisation: string, strategy: string, body: Schemas['ReviewRequest'], key: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/strategies/{strategy}/editions', {
      params: { path: { organisation, strategy }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

export const answerReview = (organisation: string, edition: string, body: Schemas['ReviewAnswer'], key: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/editions/{edition}/answer', {
      params: { path: { organisation, edition }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

export const comment = (organisation: string, edition: string, body: Schemas['NewComment'], key: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/editions/{edition}/comments', {
      params: { path: { organisation, edition }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

export const settleComment = (organisation: string, edition: string, { id }: EditionComment) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/editions/{edition}/comments/{comment}/settlement', {
      params: { path: { organisation, edition, comment: id }, header: { 'Idempotency-Key': crypto.randomUUID() } },
    }),
  );

export const releaseEdition = (
  organisation: string,
  { id, version }: EditionSummary,
  channels: ChannelKind[],
  key: string,
) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/editions/{edition}/release', {
      params: { path: { organisation, edition: id }, header: { 'Idempotency-Key': key, 'If-Match': tag(version) } },
      body: { channels },
    }),
  );

export const withdrawEdition = (organisation: string, { id, version }: EditionSummary) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/editions/{edition}/withdrawal', {
      params: {
        path: { organisation, edition: id },
        header: { 'Idempotency-Key': crypto.randomUUID(), 'If-Match': tag(version) },
      },
    }),
  );

export const restoreEdition = (organisation: string, { id }: EditionSummary) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/editions/{edition}/restoration', {
      params: { path: { organisation, edition: id }, header: { 'Idempotency-Key': crypto.randomUUID() } },
    }),
  );

export const setHold = (organisation: string, body: Schemas['NewHold'], key: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/hold', {
      params: { path: { organisation }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

export const liftHold = (organisation: string, { version }: Hold) =>
  answerOf(
    client.DELETE('/api/v1/organisations/{organisation}/hold', {
      params: { path: { organisation }, header: { 'If-Match': tag(version) } },
    }),
  );
