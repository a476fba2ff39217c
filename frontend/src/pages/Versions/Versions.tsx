import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Checkboxes, Textarea } from 'nhsuk-react-components';
import { editionsQuery, sendForReview, type EditionList, type EditionSummary } from '../../api/editions';
import { sessionQuery } from '../../api/session';
import { strategyQuery } from '../../api/strategy';
import { AppPage } from '../../components/AppPage';
import { AppForm } from '../../forms/AppForm';
import { textOf, textsOf } from '../../forms/entered';
import { mayPublishStrategy, mayWriteStrategy } from '../../places';
import { listed, roleInWords } from '../../present';
import { NotFound } from '../NotFound/NotFound';
import { Covered } from './Covered';
import { Holding } from './Holding';
import { madeInWords, sentBefore, stateInWords } from './present';
import { Returned } from './Returned';

const route = getRouteApi('/organisations/$organisation/strategy/versions');
const above = getRouteApi('/organisations/$organisation');

/** The versions of the strategy: what was sent, what is published, and what may be sent next. */
export function Versions() {
  const { organisation } = route.useParams();
  const { data: strategy } = useSuspenseQuery(strategyQuery(organisation));
  return strategy === null ? <NotFound /> : <List organisation={organisation} strategy={strategy.id} />;
}

function List({ organisation, strategy }: { organisation: string; strategy: string }) {
  const { place } = above.useRouteContext();
  const queries = useQueryClient();
  const { data } = useSuspenseQuery(editionsQuery(organisation, strategy));
  const changed = () => void queries.invalidateQueries({ queryKey: [organisation] });
  const reviewing = data.editions.some(({ state }) => state === 'in_review');
  return (
    <AppPage title="Versions" caption="Our strategy">
      <p>
        A version is a numbered copy that never changes. Send the draft for review, and publish it when those you asked
        have approved it. Only then do others read it.
      </p>
      <p>
        <Link to="/organisations/$organisation/strategy/changes" params={{ organisation }}>
          What the draft changes
        </Link>
        {' · '}
        <Link to="/organisations/$organisation/strategy/preview" params={{ organisation }} search={{ as: 'members' }}>
          See the draft as others would
        </Link>
        {' · '}
        <Link to="/organisations/$organisation/strategy/feedback" params={{ organisation }}>
          What people outside say
        </Link>
      </p>
      {data.editions.length === 0 ? (
        <p>There is no version yet.</p>
      ) : (
        data.editions.map((edition) => <Line key={edition.id} organisation={organisation} edition={edition} />)
      )}
      {mayWriteStrategy(place) && !reviewing && (
        <Send organisation={organisation} strategy={strategy} list={data} done={changed} />
      )}
      <Covered organisation={organisation} strategy={strategy} may={mayPublishStrategy(place)} done={changed} />
      <Holding organisation={organisation} hold={data.hold} may={mayPublishStrategy(place)} done={changed} />
    </AppPage>
  );
}

function Line({ organisation, edition }: { organisation: string; edition: EditionSummary }) {
  return (
    <section className="app-version">
      <h2 className="nhsuk-heading-s">
        <Link
          to="/organisations/$organisation/strategy/versions/$edition"
          params={{ organisation, edition: edition.id }}
        >
          Version {edition.number}
        </Link>
      </h2>
      <p>
        {stateInWords(edition)} {madeInWords(edition)} <bdi>{edition.sent_by}</bdi>.
      </p>
    </section>
  );
}

interface SendProps {
  organisation: string;
  strategy: string;
  list: EditionList;
  done: () => void;
}

function Send({ organisation, strategy, list, done }: SendProps) {
  const { data: session } = useSuspenseQuery(sessionQuery());
  const others = list.colleagues.filter(({ id }) => id !== session.person.id);
  return (
    <section>
      <h2 className="nhsuk-heading-m">Send the draft for review</h2>
      <Returned organisation={organisation} before={sentBefore(list.editions)} />
      <AppForm
        button="Send for review"
        send={(entered, key) =>
          sendForReview(
            organisation,
            strategy,
            { note: textOf(entered, 'note').trim(), reviewers: textsOf(entered, 'reviewers') },
            key,
          )
        }
        done={done}
      >
        {(field) => (
          <>
            {others.length > 0 && (
              <Checkboxes
                {...field('reviewers')}
                legend="Who should approve it"
                legendProps={{ size: 's' }}
                hint="It can be published once all of them have. You may ask nobody."
                small
              >
                {others.map(({ id, name, subject, roles }) => (
                  <Checkboxes.Item key={id} value={id}>
                    <bdi>{name || subject}</bdi> ({listed(roles.map(roleInWords))})
                    {name === '' && ', who has not signed in yet'}
                  </Checkboxes.Item>
                ))}
              </Checkboxes>
            )}
            <Textarea {...field('note')} label="What they should look at (optional)" rows={2} />
          </>
        )}
      </AppForm>
    </section>
  );
}
