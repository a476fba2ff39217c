import type { Member } from '../../api/organisations';
import { counted } from '../../present';

/** '5 members and 2 partners. 5 have published a strategy.' */
export function membersSentence(members: Pick<Member, 'kind' | 'edition'>[]): string {
  const full = members.filter(({ kind }) => kind === 'member').length;
  const partners = members.length - full;
  const published = members.filter(({ edition }) => edition !== null).length;
  const who = [...(full > 0 ? [counted(full, 'member')] : []), ...(partners > 0 ? [counted(partners, 'partner')] : [])];
  return `${who.join(' and ')}. ${published} ${published === 1 ? 'has' : 'have'} published a strategy to the system.`;
}
