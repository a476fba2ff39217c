import { queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';

export type Inbox = Schemas['Inbox'];
export type InboxObjective = Schemas['InboxObjective'];
export type InboxLink = Schemas['InboxLink'];
export type ChangedPiece = Schemas['ChangedPiece'];
export type LinkDecision = Schemas['LinkDecision'];

/** What we have to decide about our links to a system. */
export const inboxQuery = (organisation: string, system?: string) =>
  queryOptions({
    queryKey: [organisation, 'inbox', system ?? null],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/inbox', {
          params: { path: { organisation }, query: { system } },
          signal,
        }),
      ),
  });

export const decideLink = (organisation: string, body: LinkDecision) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/links/decisions', {
      params: { path: { organisation }, header: { 'Idempotency-Key': crypto.randomUUID() } },
      body,
    }),
  );

/** Undoes a decision with all that were made by the same act and still stand, or it alone. */
export const undoDecision = (organisation: string, decision: string, alone: boolean) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/links/decisions/{decision}/undo', {
      params: {
        path: { organisation, decision },
        query: { alone },
        header: { 'Idempotency-Key': crypto.randomUUID() },
      },
    }),
  );

/** Confirms all likely suggestions that are undecided, or none when there is another number of them. */
export const confirmLikely = (organisation: string, expected: number, system?: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/links/decisions/together', {
      params: { path: { organisation }, query: { system }, header: { 'Idempotency-Key': crypto.randomUUID() } },
      body: { band: 'likely', expected },
    }),
  );

/** Says something to a decision: the system acknowledges or challenges it, the organisation whose it is answers. */
export const reply = (organisation: string, decision: string, body: Schemas['NewReply'], key: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/links/decisions/{decision}/replies', {
      params: { path: { organisation, decision }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );
