import { expect, test } from 'vitest';
import { reckoned, signed } from './reckoning';

test('what speaks for a link comes before what speaks against it, and nothing that comes to nothing', () => {
  const evidence = [
    { kind: 'shared_word', text: 'record', target: 'record', weight: 0.6, points: 1.5 },
    { kind: 'abbreviation', text: 'ShCR', target: 'shared care record', weight: 0.3, points: 2.25 },
    { kind: 'partial_word', text: 'notes', target: 'noted', weight: 0.01, points: 0.02 },
    { kind: 'learned', text: 'typing', weight: -0.1, points: -0.3 },
  ];
  const balance = [
    { kind: 'usual' as const, points: -4.5 },
    { kind: 'other_words' as const, points: 0.4 },
    { kind: 'runner_up' as const, target: 'G3', points: -0.8 },
  ];
  expect(reckoned({ evidence, balance })).toEqual([
    { what: 'Two names of one thing: ‘ShCR’ and ‘shared care record’', points: 2.25 },
    { what: 'Both say ‘record’', points: 1.5 },
    { what: 'All other words, each of which says little', points: 0.4 },
    { what: '‘typing’, learned from decisions', points: -0.3 },
    { what: 'Beside it, the objective fits G3 best', points: -0.8 },
    { what: 'How objectives usually fit it, before their words are looked at', points: -4.5 },
  ]);
});

test('points are written with their sign', () => {
  expect([signed(2.04), signed(-0.37), signed(0)]).toEqual(['+2.0', '−0.4', '+0.0']);
});
