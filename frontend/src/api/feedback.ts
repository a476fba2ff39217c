import { queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';
import { tag } from './people';

export type FeedbackLink = Schemas['FeedbackLink'];
export type FeedbackLinkMade = Schemas['FeedbackLinkMade'];
export type Feedback = Schemas['Feedback'];
export type FeedbackDraft = Schemas['FeedbackDraft'];

/** The links to our draft, newest first, with what people outside said by each. */
export const feedbackLinksQuery = (organisation: string, strategy: string) =>
  queryOptions({
    queryKey: [organisation, 'feedback', strategy],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/strategies/{strategy}/feedback-links', {
          params: { path: { organisation, strategy } },
          signal,
        }),
      ),
  });

export const makeFeedbackLink = (
  organisation: string,
  strategy: string,
  body: Schemas['NewFeedbackLink'],
  key: string,
) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/strategies/{strategy}/feedback-links', {
      params: { path: { organisation, strategy }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

export const revokeFeedbackLink = (organisation: string, { id, version }: FeedbackLink) =>
  answerOf(
    client.DELETE('/api/v1/organisations/{organisation}/feedback-links/{link}', {
      params: { path: { organisation, link: id }, header: { 'If-Match': tag(version) } },
    }),
  );

/** It has been dealt with, or is open again. */
export const settleFeedback = (organisation: string, { id, version }: Feedback, settled: boolean) =>
  answerOf(
    client.PATCH('/api/v1/organisations/{organisation}/feedback/{feedback}', {
      params: { path: { organisation, feedback: id }, header: { 'If-Match': tag(version) } },
      body: { settled },
    }),
  );

/** Takes it away for good. */
export const removeFeedback = (organisation: string, { id, version }: Feedback) =>
  answerOf(
    client.DELETE('/api/v1/organisations/{organisation}/feedback/{feedback}', {
      params: { path: { organisation, feedback: id }, header: { 'If-Match': tag(version) } },
    }),
  );

/** The draft that an open link shows to whoever holds its secret. */
export const feedbackDraftQuery = (secret: string) =>
  queryOptions({
    queryKey: ['feedback', secret],
    queryFn: ({ signal }) => answerOf(client.POST('/api/v1/feedback/view', { body: { secret }, signal })),
    gcTime: 0,
  });

export const giveFeedback = (body: Schemas['NewFeedback']) => answerOf(client.POST('/api/v1/feedback', { body }));
