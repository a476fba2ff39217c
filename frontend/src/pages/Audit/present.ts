import type { AuditEntry, AuditFilter, AuditKind } from '../../api/audit';
import { capitalised } from '../../present';
import { commands } from './commands';

const kinds: Record<AuditKind, string> = {
  change: 'Changes',
  denied: 'Refused by role',
  'sign-in-refused': 'Refused sign-ins',
  'signed-in': 'Signed in',
  'signed-out': 'Signed out',
};

/** The kinds of entries with their names, in the order of a list to choose from. */
export const auditKinds = Object.entries(kinds) as [AuditKind, string][];

/** What may be chosen of what was done, by how it reads. */
export const auditCommands: [string, string][] = Object.entries(commands)
  .map(([command, words]): [string, string] => [command, capitalised(words)])
  .sort(([, a], [, b]) => a.localeCompare(b));

/** Who did it, as far as this organisation may know. */
export function whoInWords({ person, person_id }: Pick<AuditEntry, 'person' | 'person_id'>): string {
  if (person !== '') return person;
  return person_id === null ? 'Somebody not signed in' : 'Somebody whose name is not known';
}

/** What an entry says, in words that follow a name. */
export function entryInWords(entry: Pick<AuditEntry, 'kind' | 'command' | 'connection'>): string {
  const by = entry.connection === '' ? '' : ` by ${entry.connection}`;
  switch (entry.kind) {
    case 'change':
      return commands[entry.command] ?? entry.command;
    case 'denied':
      return `was refused, for it needs ${entry.command}`;
    case 'sign-in-refused':
      return `could not sign in${by}: ${entry.command}`;
    case 'signed-in':
      return `signed in${by}`;
    case 'signed-out':
      return entry.command === '' ? 'signed out' : `signed out ${entry.command}`;
  }
}

const day = /^20\d\d-\d\d-\d\d$/;

/** The filter that an address says; what cannot be read is no condition. */
export function auditSearch(search: Record<string, unknown>): AuditFilter {
  const filter: AuditFilter = {};
  const { kind, command, person, since, until } = search;
  if (typeof kind === 'string' && kind in kinds) filter.kind = kind as AuditKind;
  if (typeof command === 'string' && command !== '') filter.command = command;
  if (typeof person === 'string' && person !== '') filter.person = person;
  if (typeof since === 'string' && day.test(since)) filter.since = since;
  if (typeof until === 'string' && day.test(until)) filter.until = until;
  return filter;
}
