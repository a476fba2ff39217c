import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { previewQuery } from '../../api/editions';
import { strategyQuery } from '../../api/strategy';
import { AppPage } from '../../components/AppPage';
import { AppPublicText } from '../../components/AppPublicText';
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

const readers = { desk: 'The system’s digital leads', members: 'Another member', public: 'Everybody' } as const;

const said = {
  desk: 'This is what the system’s digital leads read once it is published to them: all of it. Partners and suppliers read none of it.',
  members:
    'This is what another member reads, if you publish it to the members. Partners and suppliers read none of it.',
  public: 'This is what everybody reads, if you publish it to them, on a page that needs no account.',
} as const;

function Shown({ organisation, strategy }: { organisation: string; strategy: string }) {
  const { as, edition } = route.useSearch();
  const { data } = useSuspenseQuery(previewQuery(organisation, strategy, as, edition));
  return (
    <AppPage title={data.text.title} caption="Preview">
      <nav aria-label="Read it as">
        <ul className="app-plain">
          {(['desk', 'members', 'public'] as const).map((reader) => (
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
      <p>{said[as]}</p>
      {data.kept.length > 0 && (
        <section className="nhsuk-inset-text">
          <p>
            {counted(data.kept.length, 'item is', 'items are')} kept back
            {as === 'public' ? ', by a marking or because of what they are' : ' by a marking'}:
          </p>
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
      {as === 'public' ? <AppPublicText text={data.text} /> : <Text organisation={organisation} text={data.text} />}
    </AppPage>
  );
}
