import { describe, expect, it } from 'vitest';
import type { ChangedPiece, InboxLink, InboxObjective } from '../../api/inbox';
import { asked, ending, inOrder, keysOf, linesOf, progress, step } from './present';

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

describe('what the system asks', () => {
  const links = (...asked: boolean[]) => ({ links: asked.map((one) => ({ asked: one })) }) as InboxObjective;
  it('is counted, and not told of where there is nothing', () => {
    expect(asked([links(true, false), links(true), links()])).toBe(
      'The system asks about 2 decisions of yours and waits for an answer.',
    );
    expect(asked([links(false), links()])).toBeUndefined();
  });
});

describe('how far one is', () => {
  const link = (state: string, kind = 'goal') => ({ link: { state, target: { kind } } }) as InboxLink;
  const objective = (...links: InboxLink[]) => ({ links }) as InboxObjective;

  it('counts what is left, also what has changed since', () => {
    const some = [objective(link('suggested'), link('stale')), objective(link('rejected'))];
    expect(progress(some)).toBe('1 of 2 objectives reviewed; 2 suggestions left.');
    expect(ending(some)).toBeUndefined();
  });
  it('does not say that anybody reviewed what has no suggestion', () => {
    expect(progress([objective(link('suggested')), objective(link('confirmed')), objective(), objective()])).toBe(
      '1 of 2 objectives reviewed; 1 suggestion left. 2 other objectives have no suggestion.',
    );
  });
  it('does not count what is not shown', () => {
    const many = Array.from({ length: 7 }, () => link('suggested'));
    expect(progress([objective(...many)])).toBe('0 of 1 objective reviewed; 5 suggestions left.');
  });
  it('ends with the objectives that serve neither a goal nor a shared initiative', () => {
    const all = [objective(link('confirmed')), objective(link('rejected')), objective(link('confirmed', 'initiative'))];
    expect(ending(all)).toBe(
      'All reviewed. 1 objective serves no goal or shared initiative of the system: local by choice?',
    );
  });
});

describe('what has changed in a text', () => {
  it('is cut into the lines that it was written in, without empty ones', () => {
    const pieces: ChangedPiece[] = [
      { text: 'Care in the first\nminutes\n\nof an ', change: 'same' },
      { text: 'emergency.', change: 'removed' },
      { text: 'attack.', change: 'added' },
      { text: '\nvisits', change: 'same' },
      { text: '\nbeds', change: 'added' },
    ];
    expect(linesOf(pieces)).toEqual([
      [{ text: 'Care in the first', change: 'same' }],
      [{ text: 'minutes', change: 'same' }],
      [
        { text: 'of an ', change: 'same' },
        { text: 'emergency.', change: 'removed' },
        { text: 'attack.', change: 'added' },
      ],
      [{ text: 'visits', change: 'same' }],
      [{ text: 'beds', change: 'added' }],
    ]);
    expect(linesOf([])).toEqual([]);
  });
});
