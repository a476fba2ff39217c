import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { TextInput } from 'nhsuk-react-components';
import {
  addItem,
  kindsQuery,
  restoreItem,
  retiredQuery,
  strategyQuery,
  type Item,
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
  const { deleted, course } = route.useSearch();
  const { place } = above.useRouteContext();
  const { data: strategy } = useSuspenseQuery(strategyQuery(organisation));
  if (strategy === null || !isItemKind(kind)) return <NotFound />;
  const items = ofKind(strategy, kind);
  const bare = kind === 'aim' ? unsupportedAims(strategy) : [];
  return (
    <AppPage title={manyOf(kind)} caption={strategy.title}>
      {deleted !== undefined && mayWriteStrategy(place) && (
        <JustDeleted organisation={organisation} kind={kind} deleted={deleted} />
      )}
      {course !== undefined && <JustGivenUp organisation={organisation} strategy={strategy} course={course} />}
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

/** What was deleted on the page before this one, until it is undone. */
function JustDeleted({ organisation, kind, deleted }: OfKind & { deleted: string }) {
  const { data } = useSuspenseQuery(retiredQuery(organisation, kind));
  const item = data.items.find(({ id }) => id === deleted);
  if (item === undefined) return null;
  return (
    <div role="status" className="nhsuk-inset-text">
      <p>
        You deleted {item.code} {titleOf(item)}. <Undo organisation={organisation} item={item} />
      </p>
    </div>
  );
}

/** What was given up on the page before this one, and where the reason is kept. */
function JustGivenUp({ organisation, strategy, course }: { organisation: string; strategy: Strategy; course: string }) {
  const record = ofKind(strategy, 'change_of_course').find(({ id }) => id === course);
  if (record === undefined) return null;
  return (
    <div role="status" className="nhsuk-inset-text">
      <p>
        You gave up {record.fields.objectives?.join(', ')} {titleOf(record)}. The reason is kept in{' '}
        <Link
          to="/organisations/$organisation/strategy/$kind/$item"
          params={{ organisation, kind: record.kind, item: record.id }}
        >
          {record.code}
        </Link>
        .
      </p>
    </div>
  );
}

function Undo({ organisation, item }: { organisation: string; item: Item }) {
  const queries = useQueryClient();
  return (
    <AppAction
      word="Undo"
      about={`the deletion of ${titleOf(item)}`}
      act={() => restoreItem(organisation, item)}
      done={() => void queries.invalidateQueries({ queryKey: [organisation] })}
    />
  );
}

function Deleted({ organisation, kind }: OfKind) {
  const { deleted } = route.useSearch();
  const { data } = useSuspenseQuery(retiredQuery(organisation, kind));
  const before = data.items.filter(({ id }) => id !== deleted);
  if (before.length === 0) return null;
  return (
    <section>
      <h2 className="nhsuk-heading-m">Deleted</h2>
      <ul className="app-plain app-plain--spaced">
        {before.map((item) => (
          <li key={item.id}>
            <span className="app-quiet">{item.code}</span> {titleOf(item)}{' '}
            <Undo organisation={organisation} item={item} />
          </li>
        ))}
      </ul>
    </section>
  );
}
