import { TextInput } from 'nhsuk-react-components';
import { liftHold, setHold, type Hold } from '../../api/editions';
import { AppAction } from '../../forms/AppAction';
import { AppForm } from '../../forms/AppForm';
import { textOf } from '../../forms/entered';
import { dateInWords } from '../../present';

interface HoldingProps {
  organisation: string;
  hold: Hold | null;
  may: boolean;
  done: () => void;
}

/** A time in which nothing is published, such as before an election. */
export function Holding({ organisation, hold, may, done }: HoldingProps) {
  if (hold === null && !may) return null;
  return (
    <section>
      <h2 className="nhsuk-heading-m">Holding publication</h2>
      {hold === null ? (
        <p>Nothing is held. In a hold, such as the weeks before an election, no version can be published.</p>
      ) : (
        <p>
          Nothing is published from {dateInWords(hold.begins)} to {dateInWords(hold.ends)}: <bdi>{hold.reason}</bdi>.{' '}
          {may && <AppAction word="Lift" about="the hold" act={() => liftHold(organisation, hold)} done={done} />}
        </p>
      )}
      {may && hold === null && (
        <details className="nhsuk-details">
          <summary className="nhsuk-details__summary">
            <span className="nhsuk-details__summary-text">Hold publication for a time</span>
          </summary>
          <div className="nhsuk-details__text">
            <AppForm
              button="Hold publication"
              secondary
              send={(entered, key) =>
                setHold(
                  organisation,
                  {
                    begins: textOf(entered, 'begins'),
                    ends: textOf(entered, 'ends'),
                    reason: textOf(entered, 'reason').trim(),
                  },
                  key,
                )
              }
              done={done}
            >
              {(field) => (
                <>
                  <TextInput {...field('begins')} label="First day" type="date" />
                  <TextInput {...field('ends')} label="Last day" type="date" />
                  <TextInput {...field('reason')} label="Why" hint="Such as local elections." />
                </>
              )}
            </AppForm>
          </div>
        </details>
      )}
    </section>
  );
}
