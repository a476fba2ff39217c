import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { TextInput } from 'nhsuk-react-components';
import {
  addItem,
  kindsQuery,
  restoreItem,
  retiredQuery,
  strategyQuery,
  type ItemKind,
  type Strategy,
} from '../../api/strategy';
import { AppPage } from '../../components/AppPage';
import { AppAction } from '../../forms/AppAction';
import { AppForm } from '../../forms/AppForm';
import { textOf } from '../../forms/entered';
import { mayWriteStrategy } from '../../places';
import { monthInWords } from '../../present';
import { NotFound } from '../NotFound/NotFound';
import { Mission } from './Mission';
import { aboutKind, aOneOf, isItemKind, manyOf, ofKind, titleOf, unsupportedAims } from './present';

const route = getRouteApi('/organisations/$organisation/strategy/$kind');
const above = getRouteApi('/organisations/$organisation');

/** All items of one kind, what can be added, and what was deleted. */
export function KindPage() {
  const { organisation, kind } = route.useParams();
  const { place } = above.useRouteContext();
  const { data: strategy } = useSuspenseQuery(strategyQuery(organisation));
  if (strategy === null || !isItemKind(kind)) return <NotFound />;
  const items = ofKind(strategy, kind);
  const bare = kind === 'aim' ? unsupportedAims(strategy) : [];
  return (
    <AppPage title={manyOf(kind)} caption={strategy.title}>
      <Mission strategy={strategy} />
      <p>{aboutKind(kind)}</p>
      {items.length === 0 ? (
        <p>There is nothing here yet.</p>
      ) : (
        <ul className="app-plain app-plain--spaced">
          {items.map((item) => (
            <li key={item.id}>
              <span className="app-quiet">{item.code}</span>{' '}
              <Link
                to="/organisations/$organisation/strategy/$kind/$item"
                params={{ organisation, kind, item: item.id }}
              >
                {titleOf(item)}
              </Link>{' '}
              {item.fields.due !== undefined && <span className="app-quiet">{monthInWords(item.fields.due)}</span>}
              {bare.includes(item) && <span> No objective serves it.</span>}
            </li>
          ))}
        </ul>
      )}
      {mayWriteStrategy(place) && kind !== 'change_of_course' && (
        <Add organisation={organisation} strategy={strategy} kind={kind} />
      )}
      {mayWriteStrategy(place) && <Deleted organisation={organisation} kind={kind} />}
      <p>
        <Link to="/organisations/$organisation/strategy/draft" params={{ organisation }}>
          The whole strategy
        </Link>
      </p>
    </AppPage>
  );
}

interface OfKind {
  organisation: string;
  kind: ItemKind;
}

function Add({ organisation, strategy, kind }: OfKind & { strategy: Strategy }) {
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const { data: catalogue } = useSuspenseQuery(kindsQuery(organisation));
  const fields = catalogue.kinds.find((one) => one.kind === kind)?.fields ?? [];
  const label = fields.find(({ name }) => name === 'title')?.label ?? 'Title';
  return (
    <section>
      <h2 className="nhsuk-heading-m">Add {aOneOf(kind)}</h2>
      <p>
        It becomes part of <cite>{strategy.title}</cite>.
      </p>
      <AppForm
        button={`Add ${aOneOf(kind)}`}
        send={(entered, key) =>
          addItem(
            organisation,
            {
              strategy: strategy.id,
              kind,
              fields: {
                title: textOf(entered, 'title').trim(),
                ...(kind === 'constraint' && { constraint: 'other' as const }),
              },
            },
            key,
          )
        }
        done={(item) => {
          queries.setQueryData(strategyQuery(organisation).queryKey, (old) =>
            old == null ? old : { ...old, items: [...old.items, item] },
          );
          void navigate({
            to: '/organisations/$organisation/strategy/$kind/$item',
            params: { organisation, kind, item: item.id },
          });
        }}
      >
        {(field) => <TextInput {...field('title')} label={label} />}
      </AppForm>
    </section>
  );
}

function Deleted({ organisation, kind }: OfKind) {
  const queries = useQueryClient();
  const { data } = useSuspenseQuery(retiredQuery(organisation, kind));
  if (data.items.length === 0) return null;
  return (
    <section>
      <h2 className="nhsuk-heading-m">Deleted</h2>
      <ul className="app-plain app-plain--spaced">
        {data.items.map((item) => (
          <li key={item.id}>
            <span className="app-quiet">{item.code}</span> {titleOf(item)}{' '}
            <AppAction
              word="Undo"
              about={`the deletion of ${titleOf(item)}`}
              act={() => restoreItem(organisation, item)}
              done={() => void queries.invalidateQueries({ queryKey: [organisation] })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
