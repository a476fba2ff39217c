import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignmentSearch, cellParameter, nextSort, openCell } from './search';

describe('the address', () => {
  it('keeps what it knows', () => {
    const search = {
      rows: 'goals',
      organisations: 'partners',
      discuss: true,
      view: 'table',
      sort: '-state',
      target: 'g1',
      cell: 'g1.alder',
    } as const;
    expect(alignmentSearch(search)).toEqual(search);
  });

  it('leaves out what it does not, so that an old address still shows a page', () => {
    const wrong = {
      rows: 'all',
      organisations: 7,
      discuss: 'yes',
      view: 'map',
      sort: 'size',
      target: 1,
      cell: 'g1',
      x: 1,
    };
    expect(alignmentSearch(wrong)).toEqual({});
  });

  it('reads back the cell that it was given', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (target, organisation) => {
        expect(openCell(cellParameter({ target, organisation }))).toEqual({ target, organisation });
      }),
    );
    for (const broken of [undefined, '', '.', 'a.', '.b', 'a.b.c']) expect(openCell(broken)).toBeUndefined();
  });

  it('sorts the other way round at the second click', () => {
    expect(nextSort(undefined, 'state')).toBe('state');
    expect(nextSort('state', 'state')).toBe('-state');
    expect(nextSort('-state', 'state')).toBe('state');
    expect(nextSort('state', 'reason')).toBe('reason');
  });
});
