import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { connectionsQuery } from '../../api/connections';
import { AppPage } from '../../components/AppPage';
import { connectionState } from '../../present';
import { nextStep } from './present';

const route = getRouteApi('/organisations/$organisation/connections');

/** How people of my organisation sign in. */
export function Connections() {
  const { organisation } = route.useParams();
  const { data } = useSuspenseQuery(connectionsQuery(organisation));
  return (
    <AppPage title="Signing in">
      <p className="app-lede">People sign in at an identity provider that your organisation trusts.</p>
      {data.start !== null && (
        <p>
          Your organisation’s own link: <span className="app-reference">{data.start}</span>
        </p>
      )}
      <ul className="app-plain app-plain--spaced">
        {data.connections.map((connection) => (
          <li key={connection.id} className="app-card">
            <h2 className="nhsuk-heading-s app-card__heading">
              <Link
                to="/organisations/$organisation/connections/$connection"
                params={{ organisation, connection: connection.id }}
              >
                {connection.name}
              </Link>
            </h2>
            <p className="app-card__line">
              <strong>{connectionState(connection.state)}.</strong> {nextStep(connection)}
            </p>
            <p className="app-quiet app-card__line">{connection.issuer}</p>
          </li>
        ))}
      </ul>
      {data.connections.length === 0 && <p>There is no connection yet.</p>}
      <Link className="nhsuk-button" to="/organisations/$organisation/connections/new" params={{ organisation }}>
        Set up a connection
      </Link>
    </AppPage>
  );
}
