import { describe, expect, it } from 'vitest';
import type { Item, ItemFields, ItemKind, Strategy } from '../../api/strategy';
import { aOneOf, countInWords, hintOf, neighbours, unsupportedAims, valueInWords } from './present';

const item = (kind: ItemKind, code: string, fields: ItemFields): Item => ({
  id: code,
  strategy: 's',
  kind,
  code,
  fields,
  version: 1,
  updated: '2026-11-23T12:00:00Z',
});
const strategy: Strategy = {
  id: 's',
  title: 'Digital',
  mission: '',
  period: '',
  next_review: null,
  edition: null,
  version: 1,
  items: [
    item('aim', 'A1', { title: 'Care closer to home' }),
    item('aim', 'A2', { title: 'Good work' }),
    item('objective', 'O1', { title: 'One record', aims: ['A1'] }),
    item('objective', 'O2', { title: 'One log-in' }),
  ],
};

describe('a strategy in words', () => {
  it('says what a field holds as people read it', () => {
    expect(valueInWords({ type: 'word' }, 'not_started')).toBe('Not started');
    expect(valueInWords({ type: 'words' }, ['wgll:well_led', 'aim:outcomes'])).toBe(
      'What Good Looks Like: well led; System aim: outcomes in population health and healthcare',
    );
    expect(valueInWords({ type: 'month' }, '2027-03')).toBe('March 2027');
    expect(valueInWords({ type: 'line' }, 'in_it')).toBe('in_it');
    expect(valueInWords({ type: 'codes' }, [])).toBe('Nothing');
    expect(valueInWords({ type: 'number' }, 3)).toBe('3');
    expect(valueInWords({ type: 'milestones' }, [{ name: 'First ward', due: '2027-02', done: true }])).toBe(
      'First ward, February 2027, done',
    );
    const measures = [
      { name: 'Waiting time', baseline: '12', target: '6', unit: 'weeks' },
      { name: 'Calls | answered', baseline: '', target: '3' },
    ];
    expect(valueInWords({ type: 'measures' }, measures)).toBe(
      'Waiting time (weeks), from 12 to 6; Calls | answered, to 3',
    );
  });

  it('counts, and finds aims that nothing serves', () => {
    expect(countInWords(0, 'risk')).toBe('Nothing yet');
    expect(countInWords(1, 'user_need')).toBe('1 user need');
    expect(countInWords(2, 'non_priority')).toBe('2 non-priorities');
    expect(aOneOf('user_need')).toBe('a user need');
    expect(aOneOf('aim')).toBe('an aim');
    expect(unsupportedAims(strategy).map(({ code }) => code)).toEqual(['A2']);
  });

  it('leads from one item to the next of its kind', () => {
    const [, second, third] = strategy.items;
    expect(second && neighbours(strategy, second)).toEqual({ before: strategy.items[0], after: undefined });
    expect(third && neighbours(strategy, third)).toEqual({ before: undefined, after: strategy.items[3] });
  });

  it('says how to write a month wherever one is asked for', () => {
    expect(hintOf({ name: 'due', type: 'month' })).toBe('Year and month, such as 2027-03.');
    expect(hintOf({ name: 'marked_until', type: 'month' })).toMatch(/open\. Year and month/);
    expect(hintOf({ name: 'title', type: 'line' })).toBeUndefined();
  });
});
