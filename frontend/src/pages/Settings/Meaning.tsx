import { getRouteApi } from '@tanstack/react-router';
import { Checkboxes, PasswordInput, TextInput } from 'nhsuk-react-components';
import { changeMeaning, type Meaning as Endpoint, type Settings } from '../../api/settings';
import { AppAction } from '../../forms/AppAction';
import { AppForm } from '../../forms/AppForm';
import { textOf } from '../../forms/entered';
import { maySetMeaning } from '../../places';
import { dayInWords, momentInWords } from '../../present';
import { sentences } from './present';

const above = getRouteApi('/organisations/$organisation');

interface MeaningProps {
  organisation: string;
  settings: Settings;
  meaning: Endpoint;
  changed: () => void;
}

/** Whether a service elsewhere reads released texts, and where they go. */
export function Meaning({ organisation, settings, meaning, changed }: MeaningProps) {
  const { place } = above.useRouteContext();
  const may = maySetMeaning(place);
  return (
    <section>
      <h2 className="nhsuk-heading-m">Reading by meaning</h2>
      <p>
        Suggestions come from the words of texts. A service that says how near texts are in meaning can be asked as
        well. It is optional, and off unless {settings.system.name} turns it on.
      </p>
      {meaning.on ? <On meaning={meaning} /> : <p>It is off. No text is sent anywhere.</p>}
      {meaning.on && may && (
        <p>
          <AppAction
            word="Turn off"
            about="reading by meaning"
            confirm="Nothing more will be sent. What came back and the key will be deleted."
            act={() => changeMeaning(organisation, meaning, { on: false, endpoint: '', model: '', agreed: false })}
            done={changed}
          />
        </p>
      )}
      {may && <Change organisation={organisation} meaning={meaning} changed={changed} />}
    </section>
  );
}

/** What everybody of the system is told while it is on, and what went wrong, where the answer says it. */
function On({ meaning }: { meaning: Endpoint }) {
  return (
    <>
      <p>
        <strong>It is on.</strong> Released texts are sent to <span className="app-reference">{meaning.endpoint}</span>,
        for the model <span className="app-reference">{meaning.model}</span>.
      </p>
      {meaning.agreed_at !== null && (
        <p>
          {meaning.agreed_by === '' ? 'The system' : meaning.agreed_by} agreed to this on{' '}
          {dayInWords(meaning.agreed_at)}:
        </p>
      )}
      <Consent text={meaning.consent} />
      {meaning.trouble !== '' && (
        <p role="status">
          <strong>The last time it was asked, it did not work.</strong> {meaning.trouble} Strategies are lined up by
          their words alone, and it is asked again the next time that a strategy is published or this is saved
          {meaning.tried_at !== null && `. It was asked on ${momentInWords(meaning.tried_at)}`}.
        </p>
      )}
    </>
  );
}

function Consent({ text }: { text: string }) {
  return (
    <ul>
      {sentences(text).map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  );
}

function Change({ organisation, meaning, changed }: Omit<MeaningProps, 'settings'>) {
  return (
    <>
      {!meaning.on && (
        <>
          <p>Before you turn it on, read what that means:</p>
          <Consent text={meaning.consent} />
        </>
      )}
      <AppForm
        key={meaning.version}
        button={meaning.on ? 'Save where texts go' : 'Turn on reading by meaning'}
        secondary
        send={(entered) => changeMeaning(organisation, meaning, entries(entered))}
        done={changed}
      >
        {(field) => (
          <>
            <TextInput
              {...field('endpoint')}
              label="Address of the service"
              hint="It begins with https:// and goes up to, but not including, /v1/embeddings"
              defaultValue={meaning.endpoint}
              autoComplete="off"
            />
            <TextInput {...field('model')} label="Model" width="20" defaultValue={meaning.model} autoComplete="off" />
            <PasswordInput
              {...field('key')}
              label="Key (optional)"
              hint={
                meaning.has_key
                  ? 'One is kept, sealed. Leave this empty to keep it. Another address needs it entered again.'
                  : 'It is kept sealed, and never shown again'
              }
            />
            <Checkboxes {...field('agreed')} legend="Agreement">
              <Checkboxes.Item value="yes">Our system agrees to these texts being sent there</Checkboxes.Item>
            </Checkboxes>
          </>
        )}
      </AppForm>
    </>
  );
}

function entries(entered: FormData) {
  const key = textOf(entered, 'key');
  return {
    on: true,
    endpoint: textOf(entered, 'endpoint').trim(),
    model: textOf(entered, 'model').trim(),
    agreed: textOf(entered, 'agreed') === 'yes',
    ...(key === '' ? {} : { key }),
  };
}
