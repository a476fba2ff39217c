import { textOf } from '../../forms/entered';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Details, PasswordInput, TextInput } from 'nhsuk-react-components';
import { draftConnection } from '../../api/connections';
import { AppPage } from '../../components/AppPage';
import { AppForm } from '../../forms/AppForm';
import { fieldsRenamed } from '../../forms/renamed';
import { fieldOfRules, Rules, rulesEntered } from './Rules';
import { Terms, termsEntered } from './Terms';

const route = getRouteApi('/organisations/$organisation/connections/new');
const above = getRouteApi('/organisations/$organisation');

/** Setting up a connection: it is a draft until it has been tested and approved. */
export function NewConnection() {
  const { organisation } = route.useParams();
  const { place } = above.useRouteContext();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  return (
    <AppPage title="Set up a connection" caption="Signing in">
      <Hints />
      <AppForm
        button="Keep as a draft"
        beside={
          <Link to="/organisations/$organisation/connections" params={{ organisation }}>
            Cancel
          </Link>
        }
        send={(entered, key) =>
          fieldsRenamed(
            draftConnection(
              organisation,
              {
                ...termsEntered(entered),
                name: textOf(entered, 'name'),
                issuer: textOf(entered, 'issuer').trim(),
                secret: textOf(entered, 'secret'),
                rules: rulesEntered(entered),
              },
              key,
            ),
            fieldOfRules(entered),
          )
        }
        done={({ id }) => {
          void queries.invalidateQueries({ queryKey: [organisation, 'connections'] });
          void navigate({
            to: '/organisations/$organisation/connections/$connection',
            params: { organisation, connection: id },
          });
        }}
      >
        {(field) => (
          <>
            <TextInput {...field('name')} label="Name" hint="What people of your organisation will read" />
            <TextInput {...field('issuer')} label="Issuer" hint="Its address, exactly as the provider writes it" />
            <Terms field={field} kind={place.organisation.kind} />
            <PasswordInput
              {...field('secret')}
              label="Client secret (optional)"
              hint="It is kept sealed and never shown again"
            />
            {place.organisation.kind !== 'platform' && <Rules field={field} kind={place.organisation.kind} />}
          </>
        )}
      </AppForm>
    </AppPage>
  );
}

function Hints() {
  return (
    <Details>
      <Details.Summary>What to enter for common providers</Details.Summary>
      <Details.Text>
        <p>
          <strong>Microsoft Entra:</strong> the issuer of your own tenant, https://login.microsoftonline.com/, the
          tenant’s id, and /v2.0. An issuer for every tenant is refused.
        </p>
        <p>
          <strong>NHS Care Identity:</strong> needs NHS England’s approval first. Require the acr value of a strong
          sign-in.
        </p>
        <p>
          <strong>NHS.net Connect (NHSmail):</strong> one tenant for very many organisations. An address there does not
          say whom somebody works for, so roles come by invitation.
        </p>
      </Details.Text>
    </Details>
  );
}
