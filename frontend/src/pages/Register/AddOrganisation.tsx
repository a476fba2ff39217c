import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Select, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { ProblemError } from '../../api/client';
import { applyOnboarding, planOnboarding, type Onboarding, type PlannedChange } from '../../api/platform';
import { AppPage } from '../../components/AppPage';
import { AppForm } from '../../forms/AppForm';
import { capitalised, organisationKind } from '../../present';
import { addedKinds, fieldOf, onboardingEntered } from './present';

const route = getRouteApi('/organisations/$organisation/register/add');

interface Planned {
  declaration: Onboarding;
  changes: PlannedChange[];
}

/** Adding an organisation: what it would change is shown first, and then done. */
export function AddOrganisation() {
  const { organisation } = route.useParams();
  const [planned, setPlanned] = useState<Planned>();
  return (
    <AppPage title="Add an organisation" caption="Organisations">
      {planned === undefined ? (
        <Entry organisation={organisation} done={setPlanned} />
      ) : (
        <Plan organisation={organisation} planned={planned} back={() => setPlanned(undefined)} />
      )}
    </AppPage>
  );
}

/** A problem of the declaration, said at the fields of this form. */
async function atOurFields<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const fields = error.problem.fields.map(({ name, reason }) => ({ name: fieldOf(name), reason }));
    throw new ProblemError({ ...error.problem, fields }, { cause: error });
  }
}

function Entry({ organisation, done }: { organisation: string; done: (planned: Planned) => void }) {
  const send = async (entered: FormData, key: string) => {
    const declaration = onboardingEntered(entered);
    const { changes } = await atOurFields(planOnboarding(organisation, declaration, key));
    return { declaration, changes };
  };
  return (
    <AppForm
      button="See what this changes"
      beside={
        <Link to="/organisations/$organisation/register" params={{ organisation }}>
          Cancel
        </Link>
      }
      send={send}
      done={done}
    >
      {(field) => (
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
          <TextInput {...field('sector')} label="Sector (optional)" hint="Such as acute, mental_health or ambulance" />
          <TextInput {...field('system')} label="Code of the system it joins (optional)" />
          <Select {...field('membership')} label="It joins as">
            <Select.Option value="member">Member, with a strategy of its own</Select.Option>
            <Select.Option value="partner">Partner, which sees what is shared with it</Select.Option>
          </Select>
          <TextInput {...field('from')} label="From" hint="The date, as YYYY-MM-DD" width="10" />
        </>
      )}
    </AppForm>
  );
}

function Plan({ organisation, planned, back }: { organisation: string; planned: Planned; back: () => void }) {
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  if (planned.changes.length === 0) {
    return (
      <>
        <p>Everything is in place already. Nothing would change.</p>
        <button type="button" className="app-link-button" onClick={back}>
          Back
        </button>
      </>
    );
  }
  return (
    <>
      <p>This is what will be done:</p>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {planned.changes.map(({ verb, what, key, detail }) => (
          <li key={`${verb} ${what} ${key}`}>
            {capitalised(verb)} the {what} {key}: {detail}
          </li>
        ))}
      </ul>
      <AppForm
        button="Do this"
        beside={
          <button type="button" className="app-link-button" onClick={back}>
            Back
          </button>
        }
        send={(_, key) => applyOnboarding(organisation, planned.declaration, key)}
        done={() => {
          void queries.invalidateQueries({ queryKey: [organisation] });
          void navigate({ to: '/organisations/$organisation/register', params: { organisation } });
        }}
      />
    </>
  );
}
