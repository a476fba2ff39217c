import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { editionsQuery } from '../../api/editions';
import { jointStrategiesQuery } from '../../api/joint';
import { publishedOrganisationQuery, type EditionRef, type PublishedOrganisation } from '../../api/published';
import { remindersQuery } from '../../api/reminders';
import { strategyQuery } from '../../api/strategy';
import { AppConstraints } from '../../components/AppConstraints';
import { AppFindings } from '../../components/AppFindings';
import { AppPage } from '../../components/AppPage';
import { AppReminders } from '../../components/AppReminders';
import { mayReadStrategy, mayWriteStrategy } from '../../places';
import { capitalised, editionInWords, monthInWords, organisationKind } from '../../present';
import { Covering } from '../Joint/Covering';
import { publishedBefore } from '../Versions/present';
import { Since } from '../Versions/Since';
import { Objectives } from './Objectives';

const route = getRouteApi('/organisations/$organisation/published/organisations/$member');
const ownRoute = getRouteApi('/organisations/$organisation/strategy');
const above = getRouteApi('/organisations/$organisation');

/** What another organisation has published to us. */
export function Organisation() {
  const { organisation, member } = route.useParams();
  const { system } = route.useSearch();
  const { data } = useSuspenseQuery(publishedOrganisationQuery(organisation, member, system));
  return (
    <Published
      published={data}
      roles={
        member === organisation ? (
          <OwnRoles published={data} />
        ) : (
          <Link
            to="/organisations/$organisation/published/organisations/$member/roles"
            params={{ organisation, member }}
          >
            What changes for whom
          </Link>
        )
      }
    />
  );
}

/** What our own organisation has published: the same page, under its own entry in the navigation. */
export function OwnStrategy() {
  const { organisation } = ownRoute.useParams();
  const { place } = above.useRouteContext();
  const { system } = ownRoute.useSearch();
  const { data } = useSuspenseQuery(publishedOrganisationQuery(organisation, organisation, system));
  const { data: waits } = useQuery({ ...remindersQuery(organisation), enabled: mayReadStrategy(place) });
  const { data: joint } = useSuspenseQuery(jointStrategiesQuery(organisation));
  return (
    <Published
      published={data}
      roles={<OwnRoles published={data} />}
      none={
        waits?.withdrawn === undefined
          ? `${data.organisation.name} has not published a strategy to this system yet.`
          : `The strategy of ${data.organisation.name} was published and has been withdrawn.`
      }
      since={
        data.edition !== null &&
        data.edition.number > 1 && <SinceBefore organisation={organisation} edition={data.edition} />
      }
      own={
        <>
          <AppReminders />
          <p>
            <Link className="nhsuk-button" to="/organisations/$organisation/strategy/draft" params={{ organisation }}>
              {mayWriteStrategy(place) ? 'Write the strategy' : 'Read the draft'}
            </Link>
          </p>
          <Covering organisation={organisation} offers={joint.offers} />
        </>
      }
    />
  );
}

/** To what our own published version changes for people in a role. */
function OwnRoles({ published: { organisation, edition } }: { published: PublishedOrganisation }) {
  return (
    <Link
      to="/organisations/$organisation/strategy/roles"
      params={{ organisation: organisation.id }}
      search={{ edition: edition?.id }}
    >
      What changes for whom
    </Link>
  );
}

/** To what our published version changes from the one that was published before it. */
function SinceBefore({ organisation, edition }: { organisation: string; edition: EditionRef }) {
  const { data: written } = useQuery(strategyQuery(organisation));
  const strategy = written?.id ?? '';
  const { data: list } = useQuery({ ...editionsQuery(organisation, strategy), enabled: strategy !== '' });
  const before = publishedBefore(list?.editions ?? [], edition.number);
  return <Since organisation={organisation} before={before} to={edition.id} />;
}

interface PublishedProps {
  published: PublishedOrganisation;
  /** Leads to what the strategy changes for people in a role. */
  roles: ReactNode;
  /** Why nothing is published, where that is known. */
  none?: string;
  /** Leads to what has changed since the version before. */
  since?: ReactNode;
  own?: ReactNode;
}

function Published({ published, roles, none, since, own }: PublishedProps) {
  const { organisation, edition, constraints, non_priorities: nonPriorities, objectives, findings } = published;
  return (
    <AppPage title={organisation.name} caption={capitalised(organisationKind(organisation.kind))}>
      {own}
      {edition === null ? (
        <p>
          {none ?? `No strategy of ${organisation.name} is published to this system now.`} When one is, its objectives
          and what they serve will be here.
        </p>
      ) : (
        <>
          <p className="app-lede">{published.mission}</p>
          <p>
            <cite>{published.title}</cite>
            {published.period !== '' && `, ${published.period}`}. {editionInWords(edition)}.
          </p>
          <p>{roles}</p>
          {since}
        </>
      )}
      {published.summary !== '' && <p>{published.summary}</p>}
      {objectives.length > 0 && <Objectives objectives={objectives} />}
      {nonPriorities.length > 0 && (
        <section>
          <h2 className="nhsuk-heading-m">What it is not doing</h2>
          <ul className="app-plain app-plain--spaced">
            {nonPriorities.map(({ code, text, until }) => (
              <li key={code}>
                {text} {until !== null && <span className="app-quiet">Until {monthInWords(until)}.</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {constraints.length > 0 && (
        <section>
          <h2 className="nhsuk-heading-m">What holds it back</h2>
          <AppConstraints constraints={constraints} />
        </section>
      )}
      {findings.length > 0 && (
        <section>
          <h2 className="nhsuk-heading-m">To look at</h2>
          <AppFindings findings={findings} about={organisation.id} />
        </section>
      )}
    </AppPage>
  );
}
