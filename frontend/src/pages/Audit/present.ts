import type { AuditEntry, AuditFilter, AuditKind } from '../../api/audit';

const kinds: Record<AuditKind, string> = {
  change: 'Changes',
  denied: 'Refused by role',
  'sign-in-refused': 'Refused sign-ins',
  'signed-in': 'Signed in',
  'signed-out': 'Signed out',
};

/** The kinds of entries with their names, in the order of a list to choose from. */
export const auditKinds = Object.entries(kinds) as [AuditKind, string][];

/** 'createInvitation' -> 'Create invitation'. */
function commandInWords(command: string): string {
  const words = command.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What an entry says, in a sentence. */
export function entryInWords(entry: Pick<AuditEntry, 'kind' | 'command' | 'connection'>): string {
  const by = entry.connection === '' ? '' : ` by ${entry.connection}`;
  switch (entry.kind) {
    case 'change':
      return commandInWords(entry.command);
    case 'denied':
      return `Refused: needs ${entry.command}`;
    case 'sign-in-refused':
      return `Sign-in${by} refused: ${entry.command}`;
    case 'signed-in':
      return `Signed in${by}`;
    case 'signed-out':
      return entry.command === '' ? 'Signed out' : `Signed out ${entry.command}`;
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
