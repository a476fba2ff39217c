import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { strategyQuery, type Strategy } from '../api/strategy';
import { maySearch, mayWriteStrategy } from '../places';
import { dateInWords } from '../present';

const above = getRouteApi('/organisations/$organisation');

/** Where the next review is entered, on the page of the draft. */
export const nextReview = 'next-review';

/**
 * What of the strategy waits for whoever begins here: a version that they were asked to review and, for those who may do something
 * about it, its next review when that is near or past.
 */
export function AppReviewReminder() {
  const { organisation } = above.useParams();
  const { place } = above.useRouteContext();
  const { data: strategy } = useQuery({ ...strategyQuery(organisation), enabled: maySearch(place) });
  return (
    <>
      {strategy?.asked !== undefined && <Asked organisation={organisation} asked={strategy.asked} />}
      {mayWriteStrategy(place) && strategy?.review !== undefined && (
        <Due organisation={organisation} review={strategy.review} />
      )}
    </>
  );
}

interface AskedProps {
  organisation: string;
  asked: NonNullable<Strategy['asked']>;
}

function Asked({ organisation, asked: { edition, number } }: AskedProps) {
  return (
    <section className="nhsuk-inset-text" aria-label="Your review">
      <p>
        Version {number} of your strategy waits for your review.{' '}
        <Link to="/organisations/$organisation/strategy/versions/$edition" params={{ organisation, edition }}>
          Read it and answer
        </Link>
      </p>
    </section>
  );
}

interface DueProps {
  organisation: string;
  review: NonNullable<Strategy['review']>;
}

function Due({ organisation, review: { by, due } }: DueProps) {
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
