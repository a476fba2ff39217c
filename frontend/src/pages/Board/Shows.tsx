import { Link } from '@tanstack/react-router';
import type { BoardEvidence, BoardFact, BoardQuestion } from '../../api/board';
import { DismissedHere } from './Dismissed';
import { foundTogether, listHeading, standingInWords } from './present';

interface ShowsProps {
  organisation: string;
  question: BoardQuestion;
  /** What its headings are on the page that it stands on. */
  heading: 'h2' | 'h3';
}

/** What the strategy shows for a question, with the items that it was counted over, and what the check found. */
export function Shows({ organisation, question, heading: Heading }: ShowsProps) {
  return (
    <>
      <Heading className="nhsuk-heading-s">What the strategy shows</Heading>
      <ul className="app-plain app-plain--spaced app-board__facts">
        {question.facts.map((fact) => (
          <li key={fact.id}>
            <strong>{standingInWords(fact.standing)}.</strong> {fact.says}
            <Counted organisation={organisation} fact={fact} />
          </li>
        ))}
      </ul>
      {question.findings.length > 0 && <Found organisation={organisation} question={question} heading={Heading} />}
      <DismissedHere organisation={organisation} count={question.dismissed} />
      <p className="app-quiet">
        {question.answered} Source: {question.source}
      </p>
    </>
  );
}

function Counted({ organisation, fact }: { organisation: string; fact: BoardFact }) {
  const { are, are_not: areNot } = fact;
  if (are.length + areNot.length === 0) return null;
  return (
    <details className="nhsuk-details app-board__evidence">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">
          See which<span className="nhsuk-u-visually-hidden">: {fact.says}</span>
        </span>
      </summary>
      <div className="nhsuk-details__text">
        <Evidence organisation={organisation} heading={listHeading(true, fact)} things={are} />
        <Evidence organisation={organisation} heading={listHeading(false, fact)} things={areNot} />
      </div>
    </details>
  );
}

function Evidence(props: { organisation: string; heading: string; things: BoardEvidence[] }) {
  const { organisation, heading, things } = props;
  if (things.length === 0) return null;
  return (
    <>
      <p className="nhsuk-u-font-weight-bold nhsuk-u-margin-bottom-1">{heading}</p>
      <ul>
        {things.map((thing) => (
          <li key={thing.id}>
            <ToThing organisation={organisation} thing={thing} />
          </li>
        ))}
      </ul>
    </>
  );
}

function ToThing({ organisation, thing }: { organisation: string; thing: BoardEvidence }) {
  const words = `${thing.code} ${thing.title}`;
  return thing.of_system ? (
    <Link to="/organisations/$organisation/published/targets/$target" params={{ organisation, target: thing.id }}>
      {words}
    </Link>
  ) : (
    <Link
      to="/organisations/$organisation/strategy/$kind/$item"
      params={{ organisation, kind: thing.kind, item: thing.id }}
    >
      {words}
    </Link>
  );
}

function Found({ organisation, question, heading: Heading }: ShowsProps) {
  return (
    <>
      <Heading className="nhsuk-heading-s">What the strategy check found</Heading>
      <ul>
        {foundTogether(question.findings).map(({ rule, why, codes }) => (
          <li key={`${rule} ${why}`}>
            {rule}
            {codes.length > 0 && ` (${codes.join(', ')})`}: {why}
          </li>
        ))}
      </ul>
      <p className="app-board__action">
        <Link to="/organisations/$organisation/strategy/check" params={{ organisation }}>
          See the strategy check<span className="nhsuk-u-visually-hidden"> about: {question.text}</span>
        </Link>
      </p>
    </>
  );
}
