import { Link } from '@tanstack/react-router';
import type { EditionRef } from '../../api/published';

interface SinceProps {
  organisation: string;
  before: Pick<EditionRef, 'id' | 'number'> | undefined;
  /** The version that is compared with the one before; left out, the draft. */
  to?: string;
}

/** Leads to what has changed since another version; nothing where there is none. */
export function Since({ organisation, before, to }: SinceProps) {
  if (before === undefined) return null;
  return (
    <p>
      <Link
        to="/organisations/$organisation/strategy/changes"
        params={{ organisation }}
        search={{ from: before.id, to }}
      >
        What changed since version {before.number}
      </Link>
    </p>
  );
}
