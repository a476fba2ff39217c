import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import {
  feedbackLinksQuery,
  makeFeedbackLink,
  removeFeedback,
  revokeFeedbackLink,
  settleFeedback,
  type Feedback,
  type FeedbackLink,
  type FeedbackLinkMade,
} from '../../api/feedback';
import { remindersQuery } from '../../api/reminders';
import { strategyQuery } from '../../api/strategy';
import { AppOnce } from '../../components/AppOnce';
import { AppPage } from '../../components/AppPage';
import { AppAction } from '../../forms/AppAction';
import { AppForm } from '../../forms/AppForm';
import { textOf, wholeOf } from '../../forms/entered';
import { mayPublishStrategy, mayWriteStrategy } from '../../places';
import { dayInWords } from '../../present';
import { NotFound } from '../NotFound/NotFound';
import { aboutWhat, linkInWords, toSettle } from './present';

const route = getRouteApi('/organisations/$organisation/strategy/feedback');
const above = getRouteApi('/organisations/$organisation');

/** What people outside say of the draft, by the links that they were given. */
export function Outside() {
  const { organisation } = route.useParams();
  const { data: strategy } = useSuspenseQuery(strategyQuery(organisation));
  return strategy === null ? <NotFound /> : <Links organisation={organisation} strategy={strategy.id} />;
}

function Links({ organisation, strategy }: { organisation: string; strategy: string }) {
  const { place } = above.useRouteContext();
  const queries = useQueryClient();
  const { data } = useSuspenseQuery(feedbackLinksQuery(organisation, strategy));
  const changed = () => {
    void queries.invalidateQueries({ queryKey: [organisation, 'feedback'] });
    void queries.invalidateQueries({ queryKey: remindersQuery(organisation).queryKey });
  };
  return (
    <AppPage title="What people outside say" caption="Our strategy">
      <p>
        A link shows the draft as it is when you make the link, and as everybody would read it, to people without an
        account. What they say of it is read here, and nowhere else.
      </p>
      <p>{toSettle(data.links)}</p>
      <p>
        <Link to="/organisations/$organisation/strategy/preview" params={{ organisation }} search={{ as: 'public' }}>
          See the draft as they would
        </Link>
        {' · '}
        <Link to="/organisations/$organisation/strategy/versions" params={{ organisation }}>
          All versions
        </Link>
      </p>
      {mayPublishStrategy(place) && (
        <Make organisation={organisation} strategy={strategy} links={data.links} done={changed} />
      )}
      {data.links.map((link) => (
        <section key={link.id} aria-label={`Link for ${link.name}`}>
          <h2 className="nhsuk-heading-m">
            <bdi>{link.name}</bdi>
          </h2>
          <p>
            {linkInWords(link)} Made on {dayInWords(link.made)} by <bdi>{link.made_by}</bdi>.{' '}
            {link.state === 'open' && mayPublishStrategy(place) && (
              <AppAction
                word="Take back"
                about={`the link for ${link.name}`}
                confirm="Whoever has it reads nothing any more. What they said stays. Take it back?"
                act={() => revokeFeedbackLink(organisation, link)}
                done={changed}
              />
            )}
          </p>
          <Said organisation={organisation} link={link} may={mayWriteStrategy(place)} done={changed} />
        </section>
      ))}
    </AppPage>
  );
}

interface MakeProps {
  organisation: string;
  strategy: string;
  links: FeedbackLink[];
  done: () => void;
}

function Make({ organisation, strategy, links, done }: MakeProps) {
  const [made, setMade] = useState<FeedbackLinkMade>();
  // What has been taken back is shown no longer.
  const over = links.some(({ id, state }) => id === made?.link.id && state !== 'open');
  return (
    <section>
      <h2 className="nhsuk-heading-m">Ask people outside</h2>
      {made !== undefined && !over && (
        <AppOnce key={made.link.id} title="The link" value={made.address}>
          It is shown this once. Whoever has it can read the draft and say what they think of it, so send it to those
          you mean.
        </AppOnce>
      )}
      <AppForm
        button="Make a link"
        secondary
        send={(entered, key) =>
          makeFeedbackLink(
            organisation,
            strategy,
            { name: textOf(entered, 'name').trim(), days: wholeOf(entered, 'days') },
            key,
          )
        }
        done={(answer) => {
          setMade(answer);
          done();
        }}
      >
        {(field) => (
          <>
            <TextInput {...field('name')} label="For whom" hint="Such as ‘the patient panel’" width="20" />
            <TextInput
              {...field('days')}
              label="For how many days"
              hint="1 to 60"
              width="2"
              inputMode="numeric"
              defaultValue="14"
            />
          </>
        )}
      </AppForm>
    </section>
  );
}

interface SaidProps {
  organisation: string;
  link: FeedbackLink;
  may: boolean;
  done: () => void;
}

function Said({ organisation, link, may, done }: SaidProps) {
  if (link.feedback.length === 0) return <p>Nobody has said anything yet.</p>;
  return (
    <ul className="app-plain app-plain--spaced">
      {link.feedback.map((one) => (
        <li key={one.id}>
          <strong>
            <About organisation={organisation} one={one} />
          </strong>
          <p className="app-public__prose">
            <bdi>{one.body}</bdi>
          </p>
          <p>
            {one.by !== '' && (
              <>
                <bdi>{one.by}</bdi>,{' '}
              </>
            )}
            {dayInWords(one.at)}. {one.settled !== null && 'Dealt with. '}
            {may && <Acts organisation={organisation} one={one} done={done} />}
          </p>
        </li>
      ))}
    </ul>
  );
}

function About({ organisation, one }: { organisation: string; one: Feedback }) {
  if (one.item === null) return aboutWhat(one);
  const { id, kind } = one.item;
  return (
    <Link to="/organisations/$organisation/strategy/$kind/$item" params={{ organisation, kind, item: id }}>
      <bdi>{aboutWhat(one)}</bdi>
    </Link>
  );
}

function Acts({ organisation, one, done }: { organisation: string; one: Feedback; done: () => void }) {
  const settled = one.settled !== null;
  const about = `what was said of ${aboutWhat(one)}`;
  return (
    <>
      <AppAction
        word={settled ? 'Open again' : 'Mark as dealt with'}
        about={about}
        act={() => settleFeedback(organisation, one, !settled)}
        done={done}
      />{' '}
      <AppAction
        word="Remove"
        about={about}
        confirm="It is gone for good, and in no record. Remove it, for example when it says who a patient is?"
        act={() => removeFeedback(organisation, one)}
        done={done}
      />
    </>
  );
}
