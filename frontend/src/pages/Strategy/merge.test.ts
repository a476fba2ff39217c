import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemFields } from '../../api/strategy';
import { merge, sameValue, unsaved } from './merge';

describe('two people at one item', () => {
  it('each keep the fields that the other did not touch', () => {
    const base: ItemFields = { title: 'Old', owner: 'COO', rank: 1 };
    const theirs: ItemFields = { ...base, owner: 'Medical director' };
    expect(merge(base, { title: 'New' }, theirs)).toEqual({ mine: { title: 'New' }, clashes: [] });
  });

  it('are told of a field that both changed', () => {
    const { mine, clashes } = merge({ title: 'Old' }, { title: 'Mine', need: 'x' }, { title: 'Theirs' });
    expect(mine).toEqual({ need: 'x' });
    expect(clashes).toEqual([{ name: 'title', mine: 'Mine', theirs: 'Theirs' }]);
  });

  it('have nothing to settle where they typed the same', () => {
    expect(merge({ title: 'Old' }, { title: 'New' }, { title: 'New' })).toEqual({ mine: {}, clashes: [] });
  });

  it('lose nothing: every field typed is saved already, still to be saved, or asked about', () => {
    const fields = fc.record(
      { title: fc.constantFrom('a', 'b'), owner: fc.constantFrom('', 'c'), aims: fc.subarray(['A1', 'A2']) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fields, fields, fields, (base, mine, theirs) => {
        const merged = merge(base, mine, theirs);
        for (const name of Object.keys(mine) as (keyof typeof mine)[]) {
          const settled = sameValue(mine[name], theirs[name]);
          const kept = name in merged.mine;
          const asked = merged.clashes.some((clash) => clash.name === name);
          expect([settled, kept, asked].filter(Boolean)).toHaveLength(1);
        }
      }),
    );
  });
});

describe('what is to be saved', () => {
  it('is what differs from what is kept', () => {
    expect(unsaved({ title: 'A', aims: ['A1'] }, { title: 'A', aims: [], owner: '', rank: 0 })).toEqual({ aims: [] });
  });
});
