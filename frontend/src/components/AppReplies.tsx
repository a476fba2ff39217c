import type { Schemas } from '../api/client';
import { dayInWords } from '../present';

type Reply = Schemas['Reply'];

interface AppRepliesProps {
  entries: Schemas['LinkEntry'][];
  /** What each of the two is called by whoever reads. */
  system: string;
  member: string;
}

const done: Record<Reply['kind'], string> = { acknowledge: 'acknowledged it', challenge: 'asked', answer: 'answered' };

/** What a system said to a member's decisions about a link, and what the member answered, oldest first. */
export function AppReplies({ entries, system, member }: AppRepliesProps) {
  const replies = entries.toReversed().flatMap((entry) => entry.replies);
  if (replies.length === 0) return null;
  return (
    <ul className="app-plain">
      {replies.map(({ id, kind, text, at }) => (
        <li key={id}>
          {kind === 'answer' ? member : system} {done[kind]}
          {text !== '' && ': '}
          <bdi>{text}</bdi> <span className="app-quiet">({dayInWords(at)})</span>
        </li>
      ))}
    </ul>
  );
}
