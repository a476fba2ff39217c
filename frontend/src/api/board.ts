import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';

export type Board = Schemas['Board'];
export type BoardQuestion = Schemas['BoardQuestion'];
export type BoardFact = Schemas['BoardFact'];
export type BoardEvidence = Schemas['BoardEvidence'];
export type BoardAnswer = Schemas['BoardAnswer'];
export type EmbeddingDimension = Schemas['EmbeddingDimension'];
export type EmbeddingAssessment = Schemas['EmbeddingAssessment'];
export type EmbeddingLevel = Schemas['EmbeddingLevel'];

/** The board questions with what there is to answer them, and what the board last found of embedding. */
export const boardQuery = (organisation: string) =>
  queryOptions({
    queryKey: [organisation, 'board'],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/board', { params: { path: { organisation } }, signal }),
      ),
  });

/** All that was ever answered to a question, the latest first. */
export const boardAnswersQuery = (organisation: string, question: string) =>
  queryOptions({
    queryKey: [organisation, 'board', question],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/board/questions/{question}/answers', {
          params: { path: { organisation, question } },
          signal,
        }),
      ),
  });

export const answerBoardQuestion = (
  organisation: string,
  question: string,
  body: Schemas['NewBoardAnswer'],
  key: string,
) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/board/questions/{question}/answers', {
      params: { path: { organisation, question }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

export const assessEmbedding = (organisation: string, body: Schemas['NewEmbeddingAssessment'], key: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/board/assessments', {
      params: { path: { organisation }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

/** What was answered stands in the board’s questions at once, and among all answers when those are next looked at. */
export function noteAnswer(queries: QueryClient, organisation: string, question: string, answer: BoardAnswer): void {
  queries.setQueryData(boardQuery(organisation).queryKey, (board) =>
    board === undefined
      ? undefined
      : { ...board, questions: board.questions.map((one) => (one.id === question ? { ...one, answer } : one)) },
  );
  void queries.invalidateQueries({
    queryKey: boardAnswersQuery(organisation, question).queryKey,
    refetchType: 'none',
  });
}

/** What was assessed stands before what was assessed last. */
export function noteAssessment(queries: QueryClient, organisation: string, assessment: EmbeddingAssessment): void {
  queries.setQueryData(boardQuery(organisation).queryKey, (board) =>
    board === undefined ? undefined : { ...board, assessments: [assessment, ...board.assessments].slice(0, 2) },
  );
}
