import createClient from 'openapi-fetch';
import type { components, paths } from './schema.gen';

export type Schemas = components['schemas'];
export type Problem = Schemas['Problem'];

/** The API of the server that sent these pages; the session cookie goes with every request. */
export const client = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  // Looked up at each call: the client would keep the one that was there when this file was read.
  fetch: (request) => fetch(request),
});

/** A request that failed, in the words of RFC 9457; status 0 when no answer came at all. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail || problem.title, options);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** Whether the same may succeed in a moment: nobody answered, or somebody on the way or the database did not. */
export const isOutage = ({ status }: Problem): boolean => [0, 502, 503, 504].includes(status);

/** For what a page's last resort caught: a problem is on the page in words; what nobody foresaw goes to the console. */
export function reportUnforeseen(error: unknown): void {
  if (!(error instanceof ProblemError)) console.error(error);
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Waits for a call of the client and returns its body; every failure is thrown as a ProblemError. */
export async function answerOf<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ProblemError(
      {
        type: 'about:blank',
        title: 'Throughline did not answer',
        status: 0,
        detail: 'Check your connection and try again.',
        request_id: '',
        fields: [],
      },
      { cause },
    );
  }
  if (!answer.response.ok) throw new ProblemError(problemOf(answer.response, answer.error));
  return answer.data as T;
}

/** The problem in a failing answer, or one made from its status when something other than the API answered. */
function problemOf(response: Response, body: unknown): Problem {
  if (isProblem(body)) return body;
  return {
    type: 'about:blank',
    title: 'Throughline could not do this',
    status: response.status,
    detail: 'Try again in a moment.',
    request_id: response.headers.get('x-request-id') ?? '',
    fields: [],
  };
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'title' in body && 'status' in body && 'detail' in body;
}
