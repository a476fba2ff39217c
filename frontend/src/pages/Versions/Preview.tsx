import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { previewQuery } from '../../api/editions';
import { strategyQuery } from '../../api/strategy';
import { AppPage } from '../../components/AppPage';
import { counted } from '../../present';
import { NotFound } from '../NotFound/NotFound';
import { Text } from './Text';

const route = getRouteApi('/organisations/$organisation/strategy/preview');

/** The draft or a version as others would read it. */
export function Preview() {
  const { organisation } = route.useParams();
  const { data: strategy } = useSuspenseQuery(strategyQuery(organisation));
  return strategy === null ? <NotFound /> : <Shown organisation={organisation} strategy={strategy.id} />;
}

const readers = { desk: 'The system’s digital leads', members: 'Another member' } as const;

function Shown({ organisation, strategy }: { organisation: string; strategy: string }) {
  const { as, edition } = route.useSearch();
  const { data } = useSuspenseQuery(previewQuery(organisation, strategy, as, edition));
  return (
    <AppPage title={data.text.title} caption="Preview">
      <nav aria-label="Read it as">
        <ul className="app-plain">
          {(['desk', 'members'] as const).map((reader) => (
            <li key={reader}>
              {reader === as ? (
                <strong aria-current="page">{readers[reader]}</strong>
              ) : (
                <Link
                  to="/organisations/$organisation/strategy/preview"
                  params={{ organisation }}
                  search={{ as: reader, edition }}
                >
                  {readers[reader]}
                </Link>
              )}
            </li>
          ))}
        </ul>
      </nav>
      <p>
        {as === 'desk'
          ? 'This is what the system’s digital leads read once it is published to them: all of it.'
          : 'This is what another member reads, if you publish it to the members.'}{' '}
        Partners and suppliers read none of it.
      </p>
      {data.kept.length > 0 && (
        <section className="nhsuk-inset-text">
          <p>{counted(data.kept.length, 'item is', 'items are')} kept back by a marking:</p>
          <ul>
            {data.kept.map(({ id, code, fields }) => (
              <li key={id}>
                {code} <bdi>{fields.title}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
      <h2 className="nhsuk-heading-m">What they read</h2>
      <Text organisation={organisation} text={data.text} />
    </AppPage>
  );
}
