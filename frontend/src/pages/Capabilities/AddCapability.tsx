import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { TextInput } from 'nhsuk-react-components';
import { addCapability, capabilitiesQuery } from '../../api/capabilities';
import { AppPage } from '../../components/AppPage';
import { AppForm } from '../../forms/AppForm';
import { textOf } from '../../forms/entered';
import { capabilityEntered } from './entered';
import { Fields } from './Fields';

const route = getRouteApi('/organisations/$organisation/new-capability');

/** Adding a capability of the system's own, or putting one in the place of one that comes with Throughline. */
export function AddCapability() {
  const { organisation } = route.useParams();
  const { system, replaces } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const { data } = useSuspenseQuery(capabilitiesQuery(organisation, system));
  const instead = data.capabilities.find(({ code, id }) => code === replaces && id === null);
  return (
    <AppPage title={instead === undefined ? 'Add a capability' : `Replace ${instead.name}`} caption="Capabilities">
      <p>
        A good phrase is one that is seldom used for anything else. The words of every strategy, such as patient or
        digital, are none. Members of the system read what you add.
      </p>
      <AppForm
        button={instead === undefined ? 'Add the capability' : 'Replace it'}
        beside={
          <Link to="/organisations/$organisation/capabilities" params={{ organisation }}>
            Cancel
          </Link>
        }
        send={(entered, key) =>
          addCapability(
            organisation,
            {
              ...capabilityEntered(entered),
              code: instead?.code ?? textOf(entered, 'code').trim(),
              also: instead?.also,
            },
            key,
          )
        }
        done={({ code }) => {
          void queries.invalidateQueries({ queryKey: [organisation] });
          void navigate({
            to: '/organisations/$organisation/capabilities/$capability',
            params: { organisation, capability: code },
          });
        }}
      >
        {(field) => (
          <>
            {instead === undefined && (
              <TextInput
                {...field('code')}
                label="Code"
                hint="Small letters and digits, with hyphens between, such as shared-care-record. It stays as it is."
              />
            )}
            <Fields field={field} themes={data.themes} of={instead} />
          </>
        )}
      </AppForm>
    </AppPage>
  );
}
