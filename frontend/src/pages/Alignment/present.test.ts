import { describe, expect, it } from 'vitest';
import { alder, council, matrix, members } from '../../testing/fixtures';
import {
  alignedInWords,
  cellInWords,
  fileName,
  fileRows,
  filterSentence,
  looksIn,
  pictureOf,
  sorted,
  tableRows,
} from './present';
import type { AlignmentSearch, Sort } from './search';

const picture = (search: AlignmentSearch = {}) => pictureOf(matrix, members, search);
const codes = (search: AlignmentSearch) => picture(search).rows.map(({ target }) => target.code);

describe('the picture', () => {
  it('groups goals and shared initiatives', () => {
    expect(picture().groups.map(({ heading, rows }) => [heading, rows.length])).toEqual([
      ['Goals', 2],
      ['Shared initiatives', 1],
    ]);
    expect(picture().filtered).toBe(false);
  });

  it('shows the rows asked for', () => {
    expect(codes({ rows: 'goals' })).toEqual(['G1', 'G2']);
    expect(codes({ rows: 'initiatives' })).toEqual(['I1']);
    expect(codes({ discuss: true })).toEqual(['G1']);
  });

  it('leaves out the cells of organisations that are not shown, and counts the rest again', () => {
    const { organisations, rows, filtered } = picture({ organisations: 'members' });
    expect(organisations.map(({ organisation }) => organisation.code)).toEqual(['Alder', '']);
    expect(rows.map(({ cells, aligned, applicable }) => [cells.length, aligned, applicable])).toEqual([
      [2, 1, 2],
      [2, 0, 1],
      [2, 1, 2],
    ]);
    expect(filtered).toBe(true);
    expect(picture({ organisations: 'partners' }).rows.map(({ aligned, applicable }) => [aligned, applicable])).toEqual(
      [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    );
  });

  it('asks about what is shown only: nothing to discuss among the partners', () => {
    expect(codes({ organisations: 'partners', discuss: true })).toEqual([]);
  });

  it('counts an organisation that the list of members does not name as a member', () => {
    const without = pictureOf(matrix, [], { organisations: 'members' });
    expect(without.organisations).toHaveLength(3);
  });

  it('says how much of it is shown', () => {
    expect(filterSentence(picture({ organisations: 'partners', rows: 'goals' }), matrix)).toBe(
      'Showing 1 of 3 organisations and 2 of 3 goals and initiatives.',
    );
  });

  it('explains the shapes that are there, most done first', () => {
    const shown = (rows: Parameters<typeof looksIn>[0]) => looksIn(rows).looks.map(({ word }) => word);
    const partners = picture({ organisations: 'partners' }).rows;
    expect(shown(partners)).toEqual(['not shared']);
    expect(shown(matrix.rows)).toEqual(['aligned', 'partial', 'not yet reviewed', 'no published objective', 'not shared', 'not applicable']); // prettier-ignore
    const changed = matrix.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => ({ ...cell, changed: true })),
    }));
    expect(shown(changed)).toEqual(['aligned', 'partial', 'to be confirmed again', 'not shared', 'not applicable']);
    expect([looksIn(partners).discuss, looksIn(matrix.rows).discuss]).toEqual([false, true]);
  });
});

describe('a cell', () => {
  const cell = { organisation: 'a', state: 'aligned', objectives: 2, discuss: false, reason: '' } as const;
  it('is named in words', () => {
    expect(cellInWords('Alder NHS Trust', cell)).toBe('Alder: aligned, 2 objectives');
    expect(cellInWords('Alder', { ...cell, objectives: 0, state: 'no_published_objective', discuss: true })).toBe(
      'Alder: no published objective, possible difference to discuss',
    );
    expect(cellInWords('Alder', { ...cell, state: 'not_yet_reviewed', objectives: 1, changed: true })).toBe(
      'Alder: to be confirmed again, 1 objective',
    );
    expect(cellInWords('Alder', { ...cell, state: 'claimed_without_measure', changed: true })).toBe(
      'Alder: claimed without a measure, 2 objectives',
    );
    expect(cellInWords('Alder', { ...cell, source: 'b' })).toBe('Alder: aligned, 2 objectives, in a joint strategy');
  });
  it('is counted only where it applies', () => {
    expect(alignedInWords({ aligned: 3, applicable: 5 })).toBe('3 of 5');
    expect(alignedInWords({ aligned: 0, applicable: 0 })).toBe('none apply');
  });
});

describe('the table', () => {
  const rows = tableRows(picture(), members);
  const order = (sort: Sort | undefined) =>
    sorted(rows, sort).map(({ target, organisation }) => `${target.code} ${organisation.code}`);

  it('has a row for every cell of the picture', () => {
    expect(rows).toHaveLength(9);
    expect(rows.at(-1)).toMatchObject({ organisation: council, belongs: 'Partner', place: 8 });
  });

  it('keeps the order of the picture until it is sorted', () => {
    expect(order(undefined).slice(0, 4)).toEqual(['G1 Alder', 'G1 ', 'G1 FC', 'G2 Alder']);
    expect(order('-target')[0]).toBe('I1 FC');
  });

  it.each([
    ['organisation', ['G1 Alder', 'G2 Alder', 'I1 Alder']],
    ['state', ['G1 Alder', 'I1 Alder', 'G1 ']],
    ['-objectives', ['G1 Alder', 'G1 ', 'I1 Alder']],
    ['discuss', ['G1 ', 'G1 Alder', 'G1 FC']],
    ['reason', ['G1 Alder', 'G1 ', 'G1 FC']],
  ] as [Sort, string[]][])('sorts by %s, and what is alike stays in the order of the picture', (sort, first) => {
    expect(order(sort).slice(0, 3)).toEqual(first);
  });
});

describe('the file', () => {
  it('says what the picture says, a line for every cell', () => {
    const [heading, first, ...rest] = fileRows(picture(), members);
    expect(rest).toHaveLength(8);
    expect(heading).toHaveLength(first?.length ?? 0);
    expect(first).toEqual([
      'Goal',
      'G1',
      'One joined-up record',
      'March 2027',
      'Alder',
      alder.name,
      'Member',
      'Aligned',
      '2',
      'No',
      '',
      '1 of 2',
      '1 possible difference to discuss',
    ]);
  });
  it('is named after the system and the day', () => {
    expect(fileName(matrix)).toBe('alignment-fenland-2026-11-22.csv');
  });
});
