import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { applyOnboarding, planOnboarding, type Onboarding, type PlannedChange } from '../../api/platform';
import { AppForm, type FieldProps } from '../../forms/AppForm';
import { fieldsRenamed } from '../../forms/renamed';
import { capitalised } from '../../present';

interface PlannedFormProps {
  organisation: string;
  /** What was entered, as a declaration. */
  declare: (entered: FormData) => Onboarding;
  /** The field of this form for a path of the declaration: 'organisations.0.name' -> 'name'. */
  fieldOf: (path: string) => string;
  done: () => void;
  beside?: ReactNode;
  children: (field: (name: string) => FieldProps) => ReactNode;
}

interface Planned {
  declaration: Onboarding;
  changes: PlannedChange[];
}

/** A change of the register: what it would change is shown first, and then done. */
export function PlannedForm({ organisation, declare, fieldOf, done, beside, children }: PlannedFormProps) {
  const [planned, setPlanned] = useState<Planned>();
  const send = async (entered: FormData, key: string) => {
    const declaration = declare(entered);
    const { changes } = await fieldsRenamed(planOnboarding(organisation, declaration, key), fieldOf);
    return { declaration, changes };
  };
  if (planned !== undefined) {
    return <Plan organisation={organisation} planned={planned} back={() => setPlanned(undefined)} done={done} />;
  }
  return (
    <AppForm button="See what this changes" beside={beside} send={send} done={setPlanned}>
      {children}
    </AppForm>
  );
}

interface PlanProps {
  organisation: string;
  planned: Planned;
  back: () => void;
  done: () => void;
}

function Plan({ organisation, planned, back, done }: PlanProps) {
  const queries = useQueryClient();
  const backwards = (
    <button type="button" className="app-link-button" onClick={back}>
      Back
    </button>
  );
  if (planned.changes.length === 0) {
    return (
      <>
        <p role="status">Everything is in place already. Nothing would change.</p>
        {backwards}
      </>
    );
  }
  return (
    <>
      <p role="status">This is what will be done:</p>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {planned.changes.map(({ verb, what, key, detail }) => (
          <li key={`${verb} ${what} ${key}`}>
            {capitalised(verb)} the {what} {key}: {detail}
          </li>
        ))}
      </ul>
      <AppForm
        button="Do this"
        beside={backwards}
        send={(_, key) => applyOnboarding(organisation, planned.declaration, key)}
        done={() => {
          void queries.invalidateQueries({ queryKey: [organisation] });
          done();
        }}
      />
    </>
  );
}
