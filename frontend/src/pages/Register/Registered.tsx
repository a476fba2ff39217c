import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { SummaryList } from 'nhsuk-react-components';
import { registeredQuery, type RegisterEntry } from '../../api/platform';
import { AppPage } from '../../components/AppPage';
import { capitalised, connectionState, dateInWords, dayInWords, organisationKind } from '../../present';
import { Changes } from './Changes';
import { administratorsInWords } from './present';

const route = getRouteApi('/organisations/$organisation/register/$member');

/** One organisation as the register holds it. */
export function Registered() {
  const { organisation, member } = route.useParams();
  const { data } = useSuspenseQuery(registeredQuery(organisation, member));
  const one = data.organisation;
  const rows: [string, string][] = [
    ['Kind', capitalised(organisationKind(one.kind))],
    ['Sector', one.sector],
    ['Code', one.code === '' ? 'None' : one.code],
    ['ODS code', one.ods === '' ? 'None' : one.ods],
    ['Administrators', administratorsInWords(one.administrators)],
  ];
  return (
    <AppPage title={one.name} caption="Organisations">
      {one.administrators === 0 && (
        <p>
          <strong>Nobody administers this organisation.</strong> If somebody did before, two operators together invite a
          new administrator:{' '}
          <Link to="/organisations/$organisation/repairs" params={{ organisation }} search={{ member }}>
            propose a repair
          </Link>
          .
        </p>
      )}
      <SummaryList>
        {rows.map(([key, value]) => (
          <SummaryList.Row key={key}>
            <SummaryList.Key>{key}</SummaryList.Key>
            <SummaryList.Value>{value}</SummaryList.Value>
          </SummaryList.Row>
        ))}
      </SummaryList>
      <Belonging entry={data} />
      <Following entry={data} />
      <SigningIn entry={data} />
      <Changes key={JSON.stringify(data)} organisation={organisation} entry={data} />
    </AppPage>
  );
}

function Belonging({ entry }: { entry: RegisterEntry }) {
  return (
    <section>
      <h2 className="nhsuk-heading-m">Memberships</h2>
      {entry.memberships.length === 0 && <p>It belongs to no system, and none belongs to it.</p>}
      <ul className="nhsuk-list">
        {entry.memberships.map((m) => (
          <li key={`${m.system} ${m.organisation} ${m.since}`}>
            {m.organisation_name} {m.kind === 'member' ? 'is a member of' : 'is a partner of'} {m.system_name}, which
            calls it {m.code}, from {dateInWords(m.since)}
            {m.until !== null && ` until ${dateInWords(m.until)}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Following({ entry }: { entry: RegisterEntry }) {
  if (entry.successions.length === 0) return null;
  return (
    <section>
      <h2 className="nhsuk-heading-m">Successions</h2>
      <ul className="nhsuk-list">
        {entry.successions.map((s) => (
          <li key={`${s.from} ${s.to}`}>
            {s.to_name} follows {s.from_name} on {dateInWords(s.on)} ({s.state})
          </li>
        ))}
      </ul>
    </section>
  );
}

function SigningIn({ entry }: { entry: RegisterEntry }) {
  return (
    <section>
      <h2 className="nhsuk-heading-m">Signing in</h2>
      {entry.connections.length === 0 && <p>It has no connection to an identity provider of its own.</p>}
      <ul className="nhsuk-list">
        {entry.connections.map((c) => (
          <li key={c.id}>
            <strong>{c.name}</strong>: {connectionState(c.state).toLowerCase()},{' '}
            {c.tested === null ? 'never tested' : `tested on ${dayInWords(c.tested)}`}
            <br />
            <span className="app-quiet app-reference">{c.issuer}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
