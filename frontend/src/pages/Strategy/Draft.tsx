import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useLocation } from '@tanstack/react-router';
import { Textarea, TextInput } from 'nhsuk-react-components';
import { useEffect, useState } from 'react';
import { remindersQuery } from '../../api/reminders';
import { beginStrategy, strategyQuery, type Strategy } from '../../api/strategy';
import { AppPage } from '../../components/AppPage';
import { AppReminders, nextReview } from '../../components/AppReminders';
import { AppForm, type FieldProps } from '../../forms/AppForm';
import { textOf } from '../../forms/entered';
import { mayWriteStrategy } from '../../places';
import { monthFrom, monthInWords, timeInWords } from '../../present';
import { Files } from './Files';
import { Mission } from './Mission';
import { useHeader, type Header as Typed } from './useHeader';
import { countInWords, kindsFor, manyOf, ofKind, titleOf, unsupportedAims } from './present';

const route = getRouteApi('/organisations/$organisation/strategy/draft');
const above = getRouteApi('/organisations/$organisation');

/** The strategy as it is being written: what it says of itself, and how much there is of each kind. */
export function Draft() {
  const { organisation } = route.useParams();
  const { place } = above.useRouteContext();
  const { data: strategy } = useSuspenseQuery(strategyQuery(organisation));
  const { data: waits } = useQuery(remindersQuery(organisation));
  if (strategy === null) {
    return (
      <AppPage title="Strategy" caption="Draft">
        <p>Nothing has been written yet. A strategy begins with its title and its mission.</p>
        {mayWriteStrategy(place) && <Begin organisation={organisation} />}
      </AppPage>
    );
  }
  return (
    <AppPage title={strategy.title} caption="Draft of our strategy">
      <AppReminders />
      <Mission strategy={strategy} />
      <p>
        {strategy.period !== '' && `${strategy.period}. `}
        {strategy.next_review === null
          ? 'It has no date for its next review. '
          : `Next review: ${monthInWords(strategy.next_review)}. `}
        {strategy.edition !== null
          ? `Version ${strategy.edition.number} is published; this is what you are writing now.`
          : waits?.withdrawn !== undefined
            ? 'It was published and has been withdrawn.'
            : 'It has not been published.'}
      </p>
      <p>
        <Link to="/organisations/$organisation/strategy/versions" params={{ organisation }}>
          Versions: review, publish, compare
        </Link>
      </p>
      <Contents organisation={organisation} kinds={kindsFor(place.organisation.kind)} strategy={strategy} />
      <p>
        <Link to="/organisations/$organisation/strategy/check" params={{ organisation }}>
          Strategy check
        </Link>
        : what a board may ask about it, for you alone.
      </p>
      <p>
        <Link to="/organisations/$organisation/strategy/roles" params={{ organisation }}>
          What changes for whom
        </Link>
        : read it as a community nurse, a patient or somebody else would.
      </p>
      <Bare strategy={strategy} />
      <Files organisation={organisation} strategy={strategy} writes={mayWriteStrategy(place)} />
      {mayWriteStrategy(place) && (
        <section>
          <h2 className="nhsuk-heading-m">What it says of itself</h2>
          <Header organisation={organisation} strategy={strategy} />
        </section>
      )}
    </AppPage>
  );
}

interface ContentsProps {
  organisation: string;
  kinds: ReturnType<typeof kindsFor>;
  strategy: Strategy;
}

function Contents({ organisation, kinds, strategy }: ContentsProps) {
  return (
    <ul className="nhsuk-task-list">
      {kinds.map((kind) => (
        <li key={kind} className="nhsuk-task-list__item nhsuk-task-list__item--with-link">
          <div className="nhsuk-task-list__name-and-hint">
            <Link
              className="nhsuk-task-list__link"
              aria-describedby={`count-${kind}`}
              to="/organisations/$organisation/strategy/$kind"
              params={{ organisation, kind }}
            >
              {manyOf(kind)}
            </Link>
          </div>
          <div className="nhsuk-task-list__status" id={`count-${kind}`}>
            {countInWords(ofKind(strategy, kind).length, kind)}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Bare({ strategy }: { strategy: Strategy }) {
  const bare = unsupportedAims(strategy);
  if (bare.length === 0) return null;
  return (
    <section>
      <h2 className="nhsuk-heading-m">Aims with no digital support</h2>
      <ul className="app-plain app-plain--spaced">
        {bare.map((aim) => (
          <li key={aim.id}>{titleOf(aim)}</li>
        ))}
      </ul>
    </section>
  );
}

const typedIn = (entered: FormData): Typed => ({
  title: textOf(entered, 'title').trim(),
  mission: textOf(entered, 'mission').trim(),
  period: textOf(entered, 'period').trim(),
  next_review: monthFrom(textOf(entered, 'next_review')) ?? textOf(entered, 'next_review').trim(),
});

function Begin({ organisation }: { organisation: string }) {
  const queries = useQueryClient();
  return (
    <AppForm
      button="Begin the strategy"
      send={(entered, key) => beginStrategy(organisation, typedIn(entered), key)}
      done={(kept) => queries.setQueryData(strategyQuery(organisation).queryKey, kept)}
    >
      {(field) => <HeaderFields field={field} strategy={null} />}
    </AppForm>
  );
}

/** The header as it was when somebody began to write in it: what others save meanwhile takes nothing from under their hands. */
function Header({ organisation, strategy }: { organisation: string; strategy: Strategy }) {
  const queries = useQueryClient();
  const [first, setFirst] = useState(strategy);
  const [savedAt, setSavedAt] = useState<string>();
  const save = useHeader(organisation, first);
  const done = (kept: Strategy) => {
    queries.setQueryData(strategyQuery(organisation).queryKey, kept);
    void queries.invalidateQueries(remindersQuery(organisation)); // the next review may be another
    setFirst(kept);
    setSavedAt(new Date().toISOString());
  };
  return (
    <AppForm
      button="Save"
      secondary
      send={(entered) => save(typedIn(entered))}
      done={done}
      beside={<span role="status">{savedAt !== undefined && `Saved ${timeInWords(savedAt)}`}</span>}
    >
      {(field) => <HeaderFields field={field} strategy={first} />}
    </AppForm>
  );
}

function HeaderFields({ field, strategy }: { field: (name: string) => FieldProps; strategy: Strategy | null }) {
  const review = field('next_review');
  const location = useLocation();
  useEffect(() => {
    if (location.hash === nextReview) document.getElementById(review.id)?.focus();
  }, [location, review.id]);
  return (
    <>
      <TextInput {...field('title')} label="Title" defaultValue={strategy?.title} />
      <Textarea
        {...field('mission')}
        label="Mission"
        hint="One or two sentences that everybody in the organisation would recognise."
        rows={3}
        defaultValue={strategy?.mission}
      />
      <TextInput {...field('period')} label="Period" hint="Such as 2026 to 2029." defaultValue={strategy?.period} />
      <TextInput
        {...review}
        label="Next review"
        hint="Year and month, such as 2027-03."
        width="10"
        defaultValue={strategy?.next_review ?? ''}
      />
    </>
  );
}
