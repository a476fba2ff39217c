import type { Settings } from '../../api/settings';

/** How long a member has for its own suggestions, for whoever reads it as the system or as a member. */
export function windowSentence(days: number, asSystem: boolean): string {
  const who = asSystem ? 'Members have' : 'You have';
  if (days === 0) {
    return asSystem
      ? 'The system sees the suggestions of its members as soon as they are made.'
      : 'The system sees your suggestions as soon as they are made.';
  }
  const long = days === 1 ? '1 working day' : `${days} working days`;
  return `${who} ${long} to look at suggestions before the system sees them. The time begins on the day of publication.`;
}

/** How many members share what they decided. */
export function sharingSentence(members: Settings['members']): string {
  const sharing = members.filter(({ shares }) => shares).length;
  if (sharing === 0) return 'No member shares its decisions. Each learns from its own.';
  const count = sharing === 1 ? '1 member shares its decisions' : `${sharing} members share their decisions`;
  return `${count}. The others learn from their own.`;
}

/** The sentences of a text, each to stand by itself in a list. */
export function sentences(text: string): string[] {
  return text.split(/(?<=\.) /).filter((one) => one !== '');
}
