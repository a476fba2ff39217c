import { describe, expect, it } from 'vitest';
import { fieldOfRules, rulesEntered } from './Rules';

const entered = (...rows: [claim: string, value: string, role: string][]) => {
  const data = new FormData();
  rows.forEach(([claim, value, role], row) => {
    data.set(`rules.${row}.claim`, claim);
    data.set(`rules.${row}.value`, value);
    data.set(`rules.${row}.role`, role);
  });
  return data;
};

describe('the rules of a connection', () => {
  const rows = entered(['groups', 'board', 'viewer'], ['', ' ', ''], ['groups', '', 'editor'], ['', '', '']);

  it('are the rows in which something stands, half a rule as well', () => {
    expect(rulesEntered(rows)).toEqual([
      { claim: 'groups', value: 'board', role: 'viewer' },
      { claim: 'groups', value: '', role: 'editor' },
    ]);
  });

  it('are put right in the row where they were entered', () => {
    expect(['rules.0.claim', 'rules.1.value', 'rules.7.role', 'name'].map(fieldOfRules(rows))).toEqual([
      'rules.0.claim',
      'rules.2.value',
      'rules.7.role',
      'name',
    ]);
  });
});
