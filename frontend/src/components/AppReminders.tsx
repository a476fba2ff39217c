import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { remindersQuery, type Reminders } from '../api/reminders';
import { mayDecideLinks, mayPublishStrategy, mayReadStrategy, mayWriteStrategy } from '../places';
import { counted, dateInWords, dayInWords, listed, shortName } from '../present';

const above = getRouteApi('/organisations/$organisation');

/** Where the next review is entered, on the page of the draft. */
export const nextReview = 'next-review';

/**
 * What waits for whoever begins here: what a system asks, a version that they were asked to review, what became of the one that they
 * sent and, for those who may do something about it, what people outside say of the draft and the next review when that is near or past.
 */
export function AppReminders() {
  const { organisation } = above.useParams();
  const { place } = above.useRouteContext();
  const { data } = useQuery({ ...remindersQuery(organisation), enabled: mayReadStrategy(place) });
  if (data === undefined) return null;
  const { asked, answered, withdrawn, feedback, review, questions } = data;
  return (
    <>
      {mayDecideLinks(place) && questions.length > 0 && <Questions organisation={organisation} questions={questions} />}
      {withdrawn !== undefined && <Withdrawn organisation={organisation} withdrawn={withdrawn} />}
      {asked !== undefined && <Asked organisation={organisation} asked={asked} />}
      {answered !== undefined && (
        <Answered organisation={organisation} answered={answered} publishes={mayPublishStrategy(place)} />
      )}
      {mayWriteStrategy(place) && feedback !== undefined && (
        <FromOutside organisation={organisation} feedback={feedback} />
      )}
      {mayWriteStrategy(place) && review !== undefined && <Due organisation={organisation} review={review} />}
    </>
  );
}

function Reminder({ about, children }: { about: string; children: ReactNode }) {
  return (
    <section className="nhsuk-inset-text" aria-label={about}>
      {children}
    </section>
  );
}

type Of<Name extends keyof Reminders> = NonNullable<Reminders[Name]>;

function Questions({ organisation, questions }: { organisation: string; questions: Of<'questions'> }) {
  return (
    <Reminder about="Questions of the system">
      {questions.map(({ system, decisions }) => (
        <p key={system.id}>
          {shortName(system.name)} asks about {counted(decisions, 'decision')} of yours and waits for an answer.{' '}
          <Link to="/organisations/$organisation/inbox" params={{ organisation }} search={{ system: system.id }}>
            {questions.length === 1 ? 'Answer in the inbox' : `Answer ${shortName(system.name)} in the inbox`}
          </Link>
        </p>
      ))}
    </Reminder>
  );
}

function Withdrawn({ organisation, withdrawn }: { organisation: string; withdrawn: Of<'withdrawn'> }) {
  const { edition, number, at } = withdrawn;
  return (
    <Reminder about="Your strategy is withdrawn">
      <p>
        Version {number} of your strategy was withdrawn on {dayInWords(at)}. Nobody else reads your strategy until a
        version is published again.{' '}
        <Link to="/organisations/$organisation/strategy/versions/$edition" params={{ organisation, edition }}>
          See the version
        </Link>
      </p>
    </Reminder>
  );
}

function Asked({ organisation, asked: { edition, number } }: { organisation: string; asked: Of<'asked'> }) {
  return (
    <Reminder about="Your review">
      <p>
        Version {number} of your strategy waits for your review.{' '}
        <Link to="/organisations/$organisation/strategy/versions/$edition" params={{ organisation, edition }}>
          Read it and answer
        </Link>
      </p>
    </Reminder>
  );
}

interface AnsweredProps {
  organisation: string;
  answered: Of<'answered'>;
  publishes: boolean;
}

function Answered({ organisation, answered: { edition, number, verdict, by }, publishes }: AnsweredProps) {
  const approved = verdict === 'approved';
  return (
    <Reminder about="Answer to your review">
      <p>
        {listed(by)} {approved ? 'approved' : 'returned'} version {number} of your strategy
        {approved ? ': it can be published.' : ' and said what should change.'}{' '}
        <Link to="/organisations/$organisation/strategy/versions/$edition" params={{ organisation, edition }}>
          {!approved ? 'Read what should change' : publishes ? 'Publish it' : 'See the version'}
        </Link>
      </p>
    </Reminder>
  );
}

function FromOutside({ organisation, feedback }: { organisation: string; feedback: Of<'feedback'> }) {
  const { comments, latest } = feedback;
  return (
    <Reminder about="Comments on the draft">
      <p>
        {comments === 1
          ? `1 comment on your draft from outside waits to be dealt with. It came on ${dayInWords(latest)}.`
          : `${comments} comments on your draft from outside wait to be dealt with. The latest came on ${dayInWords(latest)}.`}{' '}
        <Link to="/organisations/$organisation/strategy/feedback" params={{ organisation }}>
          Read {comments === 1 ? 'it' : 'them'}
        </Link>
      </p>
    </Reminder>
  );
}

function Due({ organisation, review: { by, due } }: { organisation: string; review: Of<'review'> }) {
  return (
    <Reminder about="Review of the strategy">
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
    </Reminder>
  );
}
