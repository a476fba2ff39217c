import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { strategyQuery } from '../api/strategy';
import { mayWriteStrategy } from '../places';
import { dateInWords } from '../present';

const above = getRouteApi('/organisations/$organisation');

/** Where the next review is entered, on the page of the draft. */
export const nextReview = 'next-review';

/** To those who may do something about it: the next review of their strategy is near, or past. */
export function AppReviewReminder() {
  const { organisation } = above.useParams();
  const { place } = above.useRouteContext();
  const { data: strategy } = useQuery({ ...strategyQuery(organisation), enabled: mayWriteStrategy(place) });
  if (!mayWriteStrategy(place) || strategy?.review === undefined) return null;
  const { by, due } = strategy.review;
  return (
    <section className="nhsuk-inset-text" aria-label="Review of the strategy">
      <p>
        {due === 'past'
          ? `The review of your strategy was due by ${dateInWords(by)}.`
          : `The next review of your strategy is due by ${dateInWords(by)}.`}
      </p>
      <ul className="app-plain">
        <li>
          <Link to="/organisations/$organisation/strategy/draft" params={{ organisation }} hash={nextReview}>
            Set the next date
          </Link>
        </li>
        <li>
          <Link to="/organisations/$organisation/strategy/versions" params={{ organisation }}>
            Send for review
          </Link>
        </li>
      </ul>
    </section>
  );
}
