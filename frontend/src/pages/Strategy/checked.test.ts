import { describe, expect, it } from 'vitest';
import type { CheckFinding } from '../../api/check';
import { byRule, countOf, sourceInWords, toLookAt } from './checked';

let made = 0;

const finding = (rule: string, level: CheckFinding['level'], dismissed = false): CheckFinding =>
  ({
    rule: { id: rule, name: rule, why: 'Why', source: 'Source', dismiss: 'Dismiss' },
    level,
    group: 'said',
    about: [],
    marks: [],
    why: 'Found',
    fix: 'Fix',
    hash: String((made += 1)),
    ...(dismissed && { dismissed: { id: 'd', by: 'Test Person', at: '2026-11-26T09:00:00Z', reason: 'It is so' } }),
  }) as unknown as CheckFinding;

describe('findings by rule', () => {
  it('puts first what a board may ask, then what there is most of, and last what is dismissed whole', () => {
    const rules = byRule([
      finding('rare note', 'note'),
      finding('dismissed', 'warning', true),
      finding('rare warning', 'warning'),
      finding('frequent note', 'note'),
      finding('frequent note', 'note'),
      finding('frequent warning', 'warning'),
      finding('frequent warning', 'warning'),
    ]);
    expect(rules.map(({ rule, findings }) => [rule.id, findings.length])).toEqual([
      ['frequent warning', 2],
      ['rare warning', 1],
      ['frequent note', 2],
      ['rare note', 1],
      ['dismissed', 1],
    ]);
  });

  it('keeps what was dismissed below what is left', () => {
    const [rule] = byRule([finding('one', 'note', true), finding('one', 'note')]);
    expect(rule?.findings.map(({ dismissed }) => dismissed !== undefined)).toEqual([false, true]);
  });

  it('counts what was found and what was dismissed', () => {
    const [open, dismissed] = [finding('one', 'note'), finding('one', 'note', true)];
    expect([[open], [open, dismissed], [dismissed, dismissed]].map(countOf)).toEqual([
      '1 finding',
      '2 findings, 1 dismissed',
      '2 findings, all dismissed',
    ]);
    expect([[], [open], [open, open, dismissed]].map(toLookAt)).toEqual([
      'There is nothing to look at. Well done.',
      'One thing to look at.',
      '2 things to look at. 1 dismissed.',
    ]);
  });
});

describe('where a rule comes from', () => {
  it('ends as a sentence does, also where it ends with a question', () => {
    expect(sourceInWords({ source: 'Signs of a good strategy: focused' })).toBe(
      'Source: Signs of a good strategy: focused.',
    );
    expect(sourceInWords({ source: 'Ten board questions: what could go wrong?' })).toBe(
      'Source: Ten board questions: what could go wrong?',
    );
  });
});
