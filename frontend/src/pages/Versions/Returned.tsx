import { Link } from '@tanstack/react-router';
import type { EditionSummary } from '../../api/editions';
import { counted } from '../../present';
import { returning } from './present';
import { Since } from './Since';

interface ReturnedProps {
  organisation: string;
  before: EditionSummary | undefined;
  /** The version that came after it; left out, the draft. */
  to?: string;
}

/** What a reviewer wanted changed in the version before, and what is still open there; nothing where that one was not returned. */
export function Returned({ organisation, before, to }: ReturnedProps) {
  const answer = before === undefined ? undefined : returning(before);
  if (before === undefined || answer === undefined) return null;
  const { id, number, open_comments: open } = before;
  return (
    <section className="nhsuk-inset-text" aria-label="The version before">
      <p>
        <Link to="/organisations/$organisation/strategy/versions/$edition" params={{ organisation, edition: id }}>
          Version {number}
        </Link>{' '}
        was returned by <bdi>{answer.name}</bdi>: ‘<bdi>{answer.note}</bdi>’
        {open > 0 && ` ${counted(open, 'comment')} on it ${open === 1 ? 'is' : 'are'} open.`}
      </p>
      <Since organisation={organisation} before={before} to={to} />
    </section>
  );
}
