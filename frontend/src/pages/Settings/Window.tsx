import { getRouteApi } from '@tanstack/react-router';
import { TextInput } from 'nhsuk-react-components';
import { changeWindow, type Settings, type Window as Days } from '../../api/settings';
import { AppForm } from '../../forms/AppForm';
import { wholeOf } from '../../forms/entered';
import { maySetWindow } from '../../places';
import { windowSentence } from './present';

const above = getRouteApi('/organisations/$organisation');

interface WindowProps {
  organisation: string;
  settings: Settings;
  window: Days;
  changed: () => void;
}

/** How long members look at their suggestions first. */
export function Window({ organisation, settings, window, changed }: WindowProps) {
  const { place } = above.useRouteContext();
  return (
    <section>
      <h2 className="nhsuk-heading-m">Who sees suggestions first</h2>
      <p>{windowSentence(window.days, settings.sharing === null)}</p>
      <p>
        {settings.sharing === null
          ? 'What a member has confirmed or rejected is seen by the system at once.'
          : `What you have confirmed or rejected is seen by the system at once. ${settings.system.name} sets the number of days.`}
      </p>
      {maySetWindow(place) && (
        <AppForm
          key={window.version}
          button="Save the number of days"
          secondary
          send={(entered) => changeWindow(organisation, window, wholeOf(entered, 'days'))}
          done={changed}
        >
          {(field) => (
            <TextInput
              {...field('days')}
              label="Working days that members look first"
              hint="0 to 30. Members see the number. A change counts from today, also for strategies already published: less time ends sooner, and what the system has seen stays open to it."
              width="2"
              inputMode="numeric"
              defaultValue={window.days}
            />
          )}
        </AppForm>
      )}
    </section>
  );
}
