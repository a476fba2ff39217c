import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands } from './commands';
import { auditSearch, entryInWords, whoInWords } from './present';

const contract = readFileSync('../api/openapi.yaml', 'utf8');

describe('the audit log', () => {
  it('has words for every operation that changes something', () => {
    // What the public says is in no record.
    const declared = /^ {4}(?:post|put|patch|delete):\n {6}operationId: (\w+)\n {6}tags: \[(?!public\])/gm;
    const changing = [...contract.matchAll(declared)].map(([, operation]) => operation ?? '');
    expect(changing.length).toBeGreaterThan(20);
    expect(changing.filter((operation) => !(operation in commands))).toEqual([]);
  });

  it('says who did what', () => {
    const of = (kind: 'change' | 'denied' | 'sign-in-refused' | 'signed-in' | 'signed-out', command = '') =>
      entryInWords({ kind, command, connection: kind.startsWith('sign') ? 'Alder staff' : '' });
    expect(of('change', 'createInvitation')).toBe('made an invitation');
    expect(of('denied', 'people:write')).toBe('was refused, for it needs people:write');
    expect(of('sign-in-refused', 'nonce')).toBe('could not sign in by Alder staff: nonce');
    expect(of('signed-in')).toBe('signed in by Alder staff');
    expect(whoInWords({ person: 'Grace', person_id: 'g' })).toBe('Grace');
    expect(whoInWords({ person: '', person_id: null })).toBe('Somebody not signed in');
  });

  it('reads a filter from an address, and nothing that is none', () => {
    expect(
      auditSearch({ kind: 'denied', person: 'p', command: 'endRole', since: '2026-01-01', until: 'soon', more: 'x' }),
    ).toEqual({ kind: 'denied', person: 'p', command: 'endRole', since: '2026-01-01' });
  });
});
