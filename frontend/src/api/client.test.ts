import { describe, expect, it } from 'vitest';
import { answerOf, ProblemError } from './client';

const failing = async (call: Promise<{ error?: unknown; response: Response }>) => {
  try {
    await answerOf(call);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('the call did not fail');
};

describe('an answer', () => {
  it('is its body', async () => {
    expect(await answerOf(Promise.resolve({ data: { status: 'ok' }, response: new Response() }))).toEqual({
      status: 'ok',
    });
  });

  it('that failed says what the API said', async () => {
    const problem = { type: 't', title: 'No', status: 409, detail: 'Changed since.', request_id: 'r', fields: [] };
    const response = new Response(null, { status: 409 });
    expect(await failing(Promise.resolve({ error: problem, response }))).toEqual(problem);
  });

  it('of something else than the API still has a status and a reference', async () => {
    const response = new Response('<html>', { status: 502, headers: { 'x-request-id': 'r-9' } });
    expect(await failing(Promise.resolve({ error: '<html>', response }))).toMatchObject({
      status: 502,
      request_id: 'r-9',
    });
  });

  it('that never came has the status 0', async () => {
    expect(await failing(Promise.reject(new TypeError('Failed to fetch')))).toMatchObject({ status: 0 });
  });

  it('that nobody waits for any more is not a problem', async () => {
    const aborted = new DOMException('gone', 'AbortError');
    await expect(answerOf(Promise.reject(aborted))).rejects.toBe(aborted);
  });
});
