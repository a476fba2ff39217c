import { describe, expect, it } from 'vitest';
import type { InboxLink, InboxObjective } from '../../api/inbox';
import { inOrder, keysOf, step } from './present';

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

describe('the order of what is reviewed', () => {
  const link = (id: string) => ({ link: { target: { id } } }) as InboxLink;
  const objective = (id: string, ...targets: string[]) =>
    ({ objective: { id }, links: targets.map(link) }) as InboxObjective;
  const shown = (objectives: InboxObjective[]) =>
    objectives.map(({ objective: { id }, links }) => [id, ...links.map((of) => of.link.target.id)]);

  it('stays when the server puts what is decided last', () => {
    const order = keysOf([objective('1', 'a', 'b'), objective('2', 'a')]);
    expect(shown(inOrder(order, [objective('2', 'a'), objective('1', 'b', 'a')]))).toEqual([
      ['1', 'a', 'b'],
      ['2', 'a'],
    ]);
  });
  it('has what came since the arrival last, and there it stays', () => {
    const order = [...keysOf([objective('1', 'a')]), ...keysOf([objective('1', 'c', 'b')]).slice(1)];
    expect(shown(inOrder(order, [objective('1', 'b', 'a', 'c')]))).toEqual([['1', 'a', 'c', 'b']]);
  });
});
