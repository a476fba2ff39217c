import { expect, it } from 'vitest';
import { Refusal } from '../testing/app';
import { ProblemError } from './client';
import { newQueryClient } from './queries';

it.each([
  [503, 2],
  [0, 2],
  [500, 1],
  [404, 1],
])('asks after a problem of status %i so often: %i', async (status, times) => {
  let asked = 0;
  const queryFn = () => {
    asked++;
    return Promise.reject(new ProblemError(new Refusal(status, 'No').problem()));
  };
  await expect(newQueryClient().query({ queryKey: ['x'], queryFn, retryDelay: 0 })).rejects.toThrow();
  expect(asked).toBe(times);
});
