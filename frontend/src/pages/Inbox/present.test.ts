import { describe, expect, it } from 'vitest';
import { step } from './present';

describe('going from one suggestion to the next', () => {
  const counts = [2, 1, 3];
  it('goes on to the next objective after the last', () => {
    expect(step(counts, { objective: 0, link: 1 }, 1)).toEqual({ objective: 1, link: 0 });
  });
  it('goes back to the last of the objective before', () => {
    expect(step(counts, { objective: 1, link: 0 }, -1)).toEqual({ objective: 0, link: 1 });
  });
  it('stays at the ends', () => {
    expect(step(counts, { objective: 0, link: 0 }, -1)).toEqual({ objective: 0, link: 0 });
    expect(step(counts, { objective: 2, link: 2 }, 1)).toEqual({ objective: 2, link: 2 });
  });
});
