import { textOf } from '../../forms/entered';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { PasswordInput, SummaryList, TextInput } from 'nhsuk-react-components';
import {
  changeConnection,
  connectionsQuery,
  type Connection as One,
  type ConnectionChange,
} from '../../api/connections';
import { AppPage } from '../../components/AppPage';
import { AppAction } from '../../forms/AppAction';
import { AppForm } from '../../forms/AppForm';
import { fieldsRenamed } from '../../forms/renamed';
import { connectionState, roleInWords } from '../../present';
import { NotFound } from '../NotFound/NotFound';
import { nextStep } from './present';
import { fieldOfRules, Rules, rulesEntered } from './Rules';
import { Terms, termsEntered } from './Terms';

const route = getRouteApi('/organisations/$organisation/connections/$connection');
const above = getRouteApi('/organisations/$organisation');

/** One connection: where it stands, what to register at the provider, what may be changed. */
export function Connection() {
  const { organisation, connection } = route.useParams();
  const { data } = useSuspenseQuery(connectionsQuery(organisation));
  const one = data.connections.find(({ id }) => id === connection);
  if (one === undefined) return <NotFound />;
  return (
    <AppPage title={one.name} caption="Signing in">
      <p className="app-lede">
        <strong>{connectionState(one.state)}.</strong> {nextStep(one)}
      </p>
      <Steps organisation={organisation} one={one} />
      <Facts one={one} />
      <Edit key={one.version} organisation={organisation} one={one} />
      <p>
        <Link to="/organisations/$organisation/connections" params={{ organisation }}>
          All connections
        </Link>
      </p>
    </AppPage>
  );
}

interface OneProps {
  organisation: string;
  one: One;
}

function useChanged(organisation: string) {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: [organisation, 'connections'] });
}

/** What can be done with it now. The test leaves these pages: it signs in at the provider. */
function Steps({ organisation, one }: OneProps) {
  const changed = useChanged(organisation);
  const become = (state: NonNullable<ConnectionChange['state']>) => () =>
    changeConnection(organisation, one, { state });
  return (
    <p className="app-steps">
      {one.state === 'draft' && (
        <a className="nhsuk-button" href={`/auth/test/${one.id}`}>
          Test it by signing in
        </a>
      )}
      {one.state === 'draft' && one.tested !== null && (
        <AppAction word="Ask for it to be used" about="" act={become('requested')} done={changed} />
      )}
      {one.state === 'requested' && (
        <AppAction word="Take the request back" about="" act={become('draft')} done={changed} />
      )}
      {one.state === 'disabled' && (
        <AppAction word="Make it a draft again" about="" act={become('draft')} done={changed} />
      )}
      {(one.state === 'live' || one.state === 'requested') && (
        <AppAction
          word="Take out of use"
          about={one.name}
          confirm="Everybody who came by it is signed out, and nobody can sign in by it."
          act={become('disabled')}
          done={changed}
        />
      )}
    </p>
  );
}

function Facts({ one }: { one: One }) {
  const rows: [key: string, value: string, exact?: boolean][] = [
    ['Issuer', one.issuer, true],
    ['Client id', one.client_id, true],
    ['Redirect address, to register at the provider', one.callback, true],
    ['Back-channel logout address, to register at the provider', one.backchannel, true],
    ['Client secret', one.has_secret ? 'A secret is kept' : 'None'],
    ['Requires', [...one.amr, ...one.acr].join(', ') || 'Nothing beyond the provider’s own sign-in'],
    ['Second factor', one.second_factor ? 'Always asked for, your organisation says' : 'Only where required above'],
    ['Roles that its claims may give', one.ceiling.map(roleInWords).join(', ') || 'None'],
    ['Other hosts that its addresses are at', one.hosts.join(', ') || 'None', one.hosts.length > 0],
  ];
  return (
    <SummaryList>
      {rows.map(([key, value, exact]) => (
        <SummaryList.Row key={key}>
          <SummaryList.Key>{key}</SummaryList.Key>
          <SummaryList.Value className={exact ? 'app-reference' : undefined}>{value}</SummaryList.Value>
        </SummaryList.Row>
      ))}
    </SummaryList>
  );
}

function Edit({ organisation, one }: OneProps) {
  const { place } = above.useRouteContext();
  const changed = useChanged(organisation);
  const send = (entered: FormData) => {
    const secret = textOf(entered, 'secret');
    const change: ConnectionChange = { name: textOf(entered, 'name') };
    if (place.organisation.kind !== 'platform') change.rules = rulesEntered(entered);
    if (secret !== '') change.secret = secret;
    const said = one.state === 'draft' ? { ...change, ...termsEntered(entered) } : change;
    return fieldsRenamed(changeConnection(organisation, one, said), fieldOfRules(entered));
  };
  return (
    <section>
      <h2 className="nhsuk-heading-m">Change it</h2>
      {one.state !== 'draft' && (
        <p>
          Its name, secret and rules can be changed. What its sign-ins rest on is changed in a draft: set up a second
          connection, and take this one out of use when the second one works.
        </p>
      )}
      <AppForm button="Save" secondary send={send} done={changed}>
        {(field) => (
          <>
            <TextInput {...field('name')} label="Name" defaultValue={one.name} />
            {one.state === 'draft' && <Terms field={field} kind={place.organisation.kind} of={one} />}
            <PasswordInput
              {...field('secret')}
              label="Client secret"
              hint={one.has_secret ? 'A secret is kept. Enter a new one to replace it.' : 'It is never shown again'}
            />
            {place.organisation.kind !== 'platform' && <Rules field={field} kind={place.organisation.kind} of={one} />}
          </>
        )}
      </AppForm>
    </section>
  );
}
