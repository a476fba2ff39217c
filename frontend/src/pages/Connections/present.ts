import type { Connection } from '../../api/connections';
import type { Role } from '../../api/people';
import { dayInWords } from '../../present';

/** What is to be done next with a connection, in a sentence. */
export function nextStep({ state, tested }: Pick<Connection, 'state' | 'tested'>): string {
  switch (state) {
    case 'draft':
      return tested === null
        ? 'Register its addresses at the provider, then test it by signing in yourself.'
        : `Tested on ${dayInWords(tested)}. Ask for it to be used.`;
    case 'requested':
      return 'An operator of the platform looks at it. You do not need to do anything.';
    case 'live':
      return 'People sign in by it.';
    case 'disabled':
      return 'Nobody can sign in by it. Make it a draft to set it up again.';
  }
}

/** The roles that a provider's word may yield in a kind of organisation: none that says who may do what. */
export function yieldedRoles(kind: string): Role[] {
  if (kind === 'system') return ['system_lead', 'system_analyst', 'viewer'];
  return ['cdo', 'editor', 'viewer', 'partner_contributor', 'partner_viewer'];
}
