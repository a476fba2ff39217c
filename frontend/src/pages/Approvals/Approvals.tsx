import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { SummaryList } from 'nhsuk-react-components';
import { decideConnection, requestsQuery, type ConnectionRequest } from '../../api/platform';
import { AppPage } from '../../components/AppPage';
import { AppAction } from '../../forms/AppAction';
import { connectionState, dayInWords, roleInWords } from '../../present';

const route = getRouteApi('/organisations/$organisation/approvals');

/** Connections that wait for a decision, and those in use. */
export function Approvals() {
  const { organisation } = route.useParams();
  const { data } = useSuspenseQuery(requestsQuery(organisation));
  const waiting = data.connections.filter(({ state }) => state === 'requested');
  const others = data.connections.filter(({ state }) => state !== 'requested');
  return (
    <AppPage title="Approvals">
      <p className="app-lede">
        {waiting.length === 0
          ? 'No connection waits for a decision.'
          : `${waiting.length === 1 ? 'One connection waits' : `${waiting.length} connections wait`} for a decision.`}
      </p>
      <p>
        Whoever controls a provider can be anybody of its organisation. Before you approve, ask the organisation by
        another way than this page whether the issuer is its own.
      </p>
      {waiting.map((request) => (
        <Request key={request.id} organisation={organisation} request={request} />
      ))}
      {others.length > 0 && <h2 className="nhsuk-heading-m">Decided</h2>}
      {others.map((request) => (
        <Decided key={request.id} organisation={organisation} request={request} />
      ))}
    </AppPage>
  );
}

interface RequestProps {
  organisation: string;
  request: ConnectionRequest;
}

function Request({ organisation, request }: RequestProps) {
  return (
    <section className="app-card">
      <h2 className="nhsuk-heading-s app-card__heading">
        {request.organisation_name}: {request.name}
      </h2>
      <p className="app-card__line">
        <Decisions organisation={organisation} request={request} />
      </p>
      <Facts request={request} />
    </section>
  );
}

/** One that is decided: a line, with what it rests on behind it. */
function Decided({ organisation, request }: RequestProps) {
  return (
    <section className="app-card">
      <h3 className="nhsuk-heading-s app-card__heading">
        {request.organisation_name}: {request.name}
      </h3>
      <p className="app-card__line">
        <strong>{connectionState(request.state)}</strong> <Decisions organisation={organisation} request={request} />
      </p>
      <details>
        <summary>What it rests on</summary>
        <Facts request={request} />
      </details>
    </section>
  );
}

function Facts({ request }: { request: ConnectionRequest }) {
  const rows: [key: string, value: string, exact?: boolean][] = [
    ['Issuer', request.issuer, true],
    ['Client id', request.client_id, true],
    ['Other hosts that its addresses are at', request.hosts.join(', ') || 'None', request.hosts.length > 0],
    ['Requires', [...request.amr, ...request.acr].join(', ') || 'Nothing beyond the provider’s own sign-in'],
    ['Second factor', request.second_factor ? 'Always asked for, the organisation says' : 'Only where required above'],
    ['Roles that its claims may give', request.ceiling.map(roleInWords).join(', ') || 'None'],
    ['Tested', request.tested === null ? 'No' : dayInWords(request.tested)],
    ['On the start page', request.listed ? 'Yes, for everybody' : 'No'],
  ];
  return (
    <SummaryList noBorder>
      {rows.map(([key, value, exact]) => (
        <SummaryList.Row key={key}>
          <SummaryList.Key>{key}</SummaryList.Key>
          <SummaryList.Value className={exact ? 'app-reference' : undefined}>{value}</SummaryList.Value>
        </SummaryList.Row>
      ))}
    </SummaryList>
  );
}

function Decisions({ organisation, request }: RequestProps) {
  const queries = useQueryClient();
  const done = () => void queries.invalidateQueries({ queryKey: [organisation, 'connection requests'] });
  const about = `${request.name} of ${request.organisation_name}`;
  const decide = (verdict: 'live' | 'draft' | 'disabled') => () => decideConnection(organisation, request, { verdict });
  return (
    <>
      {request.state === 'requested' && (
        <>
          <AppAction
            word="Approve"
            about={about}
            confirm="People of the organisation will sign in by it."
            act={decide('live')}
            done={done}
          />{' '}
          <AppAction word="Send back" about={about} act={decide('draft')} done={done} />
        </>
      )}{' '}
      {request.state === 'live' && (
        <AppAction
          word="Take out of use"
          about={about}
          confirm="Everybody who came by it is signed out."
          act={decide('disabled')}
          done={done}
        />
      )}
    </>
  );
}
