import type { Token } from '../../api/tokens';
import { dayInWords } from '../../present';

/** What a token may do. */
export function scopesInWords(scopes: Token['scopes']): string {
  return scopes.includes('write') ? 'Read and change' : 'Read';
}

/** Whether a token works, and until when. */
export function tokenInWords(
  { ends, revoked, stopped }: Pick<Token, 'ends' | 'revoked' | 'stopped'>,
  now: Date,
): string {
  if (revoked !== null) return `Revoked on ${dayInWords(revoked)}`;
  if (stopped) return 'Ended when its owner’s way to sign in was taken out of use';
  return new Date(ends) <= now ? `Ended on ${dayInWords(ends)}` : `Works until ${dayInWords(ends)}`;
}
