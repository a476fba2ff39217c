import { useQuery } from '@tanstack/react-query';
import { draftLinksQuery, type DraftAlignment, type Link } from '../../api/alignment';
import type { Item } from '../../api/strategy';
import { AppTargetLink } from '../../components/AppLinks';
import { evidenceInWords } from '../../evidence';
import { bandInWords, contribution, counted, linkState, listed } from '../../present';

/** What an objective may serve in its system, looked at again after each save. */
export function ItemLinks({ organisation, item }: { organisation: string; item: Item }) {
  const { data, isError } = useQuery(draftLinksQuery(organisation, item));
  return (
    <section aria-label="What this objective may serve">
      <h2 className="nhsuk-heading-m">What this may serve</h2>
      {isError && <p>It cannot be looked at now. What you write is saved all the same.</p>}
      {!isError && data === undefined && <p>Looking.</p>}
      {data !== undefined && <Found found={data} />}
    </section>
  );
}

function Found({ found: { system, links, findings } }: { found: DraftAlignment }) {
  if (links.length + findings.length === 0) {
    return <p>Nothing that {system.name} aims at is close to it. That may be right.</p>;
  }
  const codes = links.length === 0 ? 'No goal or shared initiative' : listed(links.map(({ target }) => target.code));
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">
          {codes} of <bdi>{system.name}</bdi>
          {findings.length > 0 && `, and ${counted(findings.length, 'thing')} to look at`}
        </span>
      </summary>
      <div className="nhsuk-details__text">
        <p>Nobody else sees this before the strategy is published. Then you confirm or reject it in the inbox.</p>
        <ul className="app-plain app-plain--spaced">
          {links.map((link) => (
            <Served key={link.target.id} link={link} />
          ))}
          {findings.map(({ kind, reason }) => (
            <li key={`${kind} ${reason}`}>To look at: {reason}</li>
          ))}
        </ul>
      </div>
    </details>
  );
}

function Served({ link }: { link: Link }) {
  return (
    <li>
      <AppTargetLink id={link.target.id}>
        {link.target.code} <bdi>{link.target.title}</bdi>
      </AppTargetLink>
      <br />
      {link.state === 'suggested' ? bandInWords(link.band) : linkState(link)}, {contribution(link.contribution).word}.{' '}
      {evidenceInWords(link.evidence).join(' ')}
    </li>
  );
}
