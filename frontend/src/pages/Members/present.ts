import type { Member } from '../../api/organisations';
import type { Place } from '../../api/session';
import { counted, dateInWords } from '../../present';

type Counted = Pick<Member, 'kind' | 'edition'> & { organisation: Pick<Member['organisation'], 'id'> };
interface Reader {
  organisation: Pick<Place['organisation'], 'id' | 'kind'>;
}

/** Whether the reader knows what there is to know of a member: a system of all of them, a member of itself alone. */
const knows = ({ organisation }: Reader, member: Counted) =>
  organisation.kind === 'system' || organisation.id === member.organisation.id;

/** Whether there is a page of what a member has published, for this reader: partners have none. */
export const hasPage = (reader: Reader, member: Counted): boolean => member.kind === 'member' && knows(reader, member);

/** 'Version 1, 3 November 2026'; of others a member knows only what is shared with it. */
export function editionOf(reader: Reader, member: Counted): string {
  if (member.edition !== null) return `Version ${member.edition.number}, ${dateInWords(member.edition.published)}`;
  return knows(reader, member) ? 'Not published yet' : 'Not shared with you';
}

/** '5 members and 2 partners. 5 have published a strategy to the system.' */
export function membersSentence(reader: Reader, members: Counted[]): string {
  const full = members.filter(({ kind }) => kind === 'member').length;
  const partners = members.length - full;
  const who = [...(full > 0 ? [counted(full, 'member')] : []), ...(partners > 0 ? [counted(partners, 'partner')] : [])];
  return `${who.join(' and ')}. ${publishedSentence(reader, members)}`.trim();
}

function publishedSentence(reader: Reader, members: Counted[]): string {
  const published = (some: Counted[]) => some.filter(({ edition }) => edition !== null).length;
  const haveOf = (count: number) => (count === 1 ? 'has' : 'have');
  if (reader.organisation.kind === 'system') {
    const count = published(members);
    return `${count} ${haveOf(count)} published a strategy to the system.`;
  }
  const others = members.filter((member) => !knows(reader, member));
  if (others.length === 0) return '';
  const count = published(others);
  if (others.length === 1) return `The other ${count === 1 ? 'has' : 'has not'} shared a strategy with you.`;
  return `${count} of the ${others.length} others ${haveOf(count)} shared a strategy with you.`;
}
