import { Link } from '@tanstack/react-router';
import type { Board } from '../../api/board';
import { dismissalInWords } from '../Strategy/checked';
import { dismissedInWords } from './present';

/** Where what was dismissed stands on the page of all questions. */
export const dismissedPlace = 'dismissed';

/** What the strategy check found and somebody dismissed, with who, when and why: a board sees what it is not asked to look at. */
export function Dismissed({ organisation, dismissed }: { organisation: string; dismissed: Board['dismissed'] }) {
  if (dismissed.length === 0) return null;
  return (
    <section className="app-board__question" aria-labelledby={dismissedPlace}>
      <h2 className="nhsuk-heading-m" id={dismissedPlace} tabIndex={-1}>
        What was dismissed
      </h2>
      <p>
        {dismissedInWords(dismissed.length)} Those who write the strategy said why each may stay as it is. It comes back
        when the text that it is about changes.
      </p>
      <ul className="app-plain app-plain--spaced">
        {dismissed.map((finding) => (
          <li key={finding.hash}>
            <strong>
              {finding.rule.name}
              {finding.about.length > 0 && ` (${finding.about.map(({ code }) => code).join(', ')})`}
            </strong>
            : {finding.why}
            {finding.dismissed !== undefined && (
              <>
                <br />
                {dismissalInWords(finding.dismissed)}
              </>
            )}
          </li>
        ))}
      </ul>
      <p className="app-board__action">
        <Link to="/organisations/$organisation/strategy/check" params={{ organisation }}>
          See the strategy check<span className="nhsuk-u-visually-hidden"> with what was dismissed</span>
        </Link>
      </p>
    </section>
  );
}

/** How many are not shown here because they were dismissed, and the way to them. */
export function DismissedHere({ organisation, count }: { organisation: string; count: number }) {
  if (count === 0) return null;
  return (
    <p>
      {dismissedInWords(count)}{' '}
      <span className="app-board__action">
        <Link to="/organisations/$organisation/board" params={{ organisation }} hash={dismissedPlace}>
          See {count === 1 ? 'it' : 'them'}, and why
        </Link>
      </span>
    </p>
  );
}
