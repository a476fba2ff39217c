import type { Feedback, FeedbackLink } from '../../api/feedback';
import { counted, dayInWords } from '../../present';

/** What has become of a link, as a sentence. */
export function linkInWords({ state, ends }: FeedbackLink): string {
  switch (state) {
    case 'open':
      return `Open until ${dayInWords(ends)}.`;
    case 'ended':
      return `Ended on ${dayInWords(ends)}.`;
    case 'revoked':
      return 'Taken back.';
  }
}

/** What something was said of. */
export const aboutWhat = ({ item }: Feedback): string =>
  item === null ? 'The draft as a whole' : `${item.code} ${item.title}`;

/** How much of what was said waits for somebody. */
export function toSettle(links: FeedbackLink[]): string {
  const said = links.flatMap(({ feedback }) => feedback);
  const open = said.filter(({ settled }) => settled === null).length;
  if (said.length === 0) return 'Nobody has said anything yet.';
  return open === 0 ? 'All that was said has been dealt with.' : `${counted(open, 'comment')} to deal with.`;
}
