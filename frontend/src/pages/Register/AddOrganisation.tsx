import { getRouteApi, Link } from '@tanstack/react-router';
import { Checkboxes, Details, PasswordInput, Select, TextInput } from 'nhsuk-react-components';
import { AppPage } from '../../components/AppPage';
import type { FieldProps } from '../../forms/AppForm';
import { capitalised, organisationKind } from '../../present';
import { addedKinds, fieldOfOrganisation, onboardingEntered, sectors } from './declare';
import { MembershipFields } from './Changes';
import { PlannedForm } from './PlannedForm';

const route = getRouteApi('/organisations/$organisation/register/add');

/** Adding an organisation: with the system it joins, and how its first administrator signs in. */
export function AddOrganisation() {
  const { organisation } = route.useParams();
  const navigate = route.useNavigate();
  return (
    <AppPage title="Add an organisation" caption="Organisations">
      <PlannedForm
        organisation={organisation}
        declare={onboardingEntered}
        fieldOf={fieldOfOrganisation}
        beside={
          <Link to="/organisations/$organisation/register" params={{ organisation }}>
            Cancel
          </Link>
        }
        done={() => void navigate({ to: '/organisations/$organisation/register', params: { organisation } })}
      >
        {(field) => (
          <>
            <Itself field={field} />
            <h2 className="nhsuk-heading-m">The system it joins (optional)</h2>
            <MembershipFields field={field} />
            <First field={field} />
          </>
        )}
      </PlannedForm>
    </AppPage>
  );
}

function Itself({ field }: { field: (name: string) => FieldProps }) {
  return (
    <>
      <TextInput
        {...field('code')}
        label="Code"
        hint="Its handle here and in its sign-in link: letters, digits, full stops and hyphens"
      />
      <Select {...field('kind')} label="Kind">
        {addedKinds.map((kind) => (
          <Select.Option key={kind} value={kind}>
            {capitalised(organisationKind(kind))}
          </Select.Option>
        ))}
      </Select>
      <TextInput {...field('ods')} label="ODS code (optional)" width="10" />
      <TextInput {...field('name')} label="Name" hint="May be left out when the directory has the ODS code" />
      <Select {...field('sector')} label="Sector" hint="What a trust provides; other kinds need none">
        <Select.Option value="">As its kind says</Select.Option>
        {sectors.map(([sector, words]) => (
          <Select.Option key={sector} value={sector}>
            {words}
          </Select.Option>
        ))}
      </Select>
    </>
  );
}

/** Without a first administrator nobody could set up the connection by which the first administrator signs in. */
function First({ field }: { field: (name: string) => FieldProps }) {
  return (
    <Details>
      <Details.Summary>Its first connection and administrator (optional)</Details.Summary>
      <Details.Text>
        <p>The connection is used at once. Afterwards the organisation’s own administrators look after it.</p>
        <TextInput {...field('connection')} label="Name of the connection" hint="What its people will read" />
        <TextInput {...field('issuer')} label="Issuer" hint="Its address, exactly as the provider writes it" />
        <TextInput {...field('client_id')} label="Client id" hint="By which the provider knows Throughline" />
        <PasswordInput {...field('secret')} label="Client secret (optional)" hint="It is kept sealed" />
        <Checkboxes
          {...field('second_factor')}
          legend="A second factor"
          hint="An administrator needs one to sign in as one"
        >
          <Checkboxes.Item value="yes">The provider always asks for a second factor</Checkboxes.Item>
        </Checkboxes>
        <TextInput
          {...field('subject')}
          label="First administrator (optional)"
          hint="Their subject: the lasting identifier by which the provider knows them, not an e-mail address"
        />
      </Details.Text>
    </Details>
  );
}
