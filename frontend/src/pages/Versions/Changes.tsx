import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Select } from 'nhsuk-react-components';
import {
  comparisonQuery,
  editionsQuery,
  type EditionSummary,
  type FieldDifference,
  type ItemDifference,
} from '../../api/editions';
import { strategyQuery, type FieldName } from '../../api/strategy';
import { AppChoices } from '../../components/AppChoices';
import { AppPage } from '../../components/AppPage';
import { NotFound } from '../NotFound/NotFound';
import { isNothing, valueInWords } from '../Strategy/present';
import { publishedBefore, sortsInWords, wordsApart, type Apart } from './present';

const route = getRouteApi('/organisations/$organisation/strategy/changes');

/** What changed from one version to another, or to the draft, in words. */
export function Changes() {
  const { organisation } = route.useParams();
  const { data: strategy } = useSuspenseQuery(strategyQuery(organisation));
  return strategy === null ? <NotFound /> : <Chosen organisation={organisation} strategy={strategy.id} />;
}

/** What was published last is compared where nothing else is asked for, and the last version where nothing was published. */
function Chosen({ organisation, strategy }: { organisation: string; strategy: string }) {
  const { from, to } = route.useSearch();
  const { data: list } = useSuspenseQuery(editionsQuery(organisation, strategy));
  const { editions } = list;
  const number = editions.find(({ id }) => id === to)?.number;
  const before = from ?? (publishedBefore(editions, number) ?? editions.at(0))?.id;
  if (before !== undefined) {
    return <Between organisation={organisation} strategy={strategy} editions={editions} from={before} to={to} />;
  }
  return (
    <AppPage title="What changed" caption="Our strategy">
      <p>There is no version yet to compare the draft with.</p>
      <AllVersions organisation={organisation} />
    </AppPage>
  );
}

interface BetweenProps {
  organisation: string;
  strategy: string;
  editions: EditionSummary[];
  from: string;
  to: string | undefined;
}

function Between({ organisation, strategy, editions, from, to }: BetweenProps) {
  const navigate = route.useNavigate();
  const { data } = useSuspenseQuery(comparisonQuery(organisation, strategy, from, to));
  return (
    <AppPage title="What changed" caption="Our strategy">
      <AppChoices names={['from', 'to']} show={(chosen) => void navigate({ search: chosen, replace: true })}>
        <Select label="From" name="from" defaultValue={from}>
          <Options editions={editions} />
        </Select>
        <Select label="To" name="to" defaultValue={to ?? ''}>
          <option value="">The draft</option>
          <Options editions={editions} />
        </Select>
      </AppChoices>
      {data.header.length === 0 && data.items.length === 0 && <p>They say the same.</p>}
      {data.header.length > 0 && (
        <section>
          <h2 className="nhsuk-heading-s">The strategy as a whole</h2>
          <Fields fields={data.header.map(({ field, before, after }) => ({ field, was: before, is: after }))} />
        </section>
      )}
      {data.items.map((item) => (
        <Changed key={item.id} item={item} />
      ))}
      <AllVersions organisation={organisation} />
    </AppPage>
  );
}

function AllVersions({ organisation }: { organisation: string }) {
  return (
    <p>
      <Link to="/organisations/$organisation/strategy/versions" params={{ organisation }}>
        All versions
      </Link>
    </p>
  );
}

function Options({ editions }: { editions: EditionSummary[] }) {
  return (
    <>
      {editions.map(({ id, number }) => (
        <option key={id} value={id}>
          Version {number}
        </option>
      ))}
    </>
  );
}

function Changed({ item }: { item: ItemDifference }) {
  return (
    <section>
      <h2 className="nhsuk-heading-s">
        {sortsInWords(item.sorts)}: {item.code} <bdi>{item.title}</bdi>
      </h2>
      <Fields
        fields={item.fields.map((field) => ({
          field,
          was: valueIn(item.before, field),
          is: valueIn(item.after, field),
        }))}
      />
    </section>
  );
}

const valueIn = (said: ItemDifference['before'], { name }: FieldDifference): unknown => said[name as FieldName];

interface FieldsProps {
  fields: { field: FieldDifference; was: unknown; is: unknown }[];
}

function Fields({ fields }: FieldsProps) {
  return (
    <dl className="nhsuk-summary-list">
      {fields.map(({ field, was, is }) => {
        const said = (value: unknown) => (isNothing(value) ? '' : valueInWords(field, value));
        const { before, after } = wordsApart(said(was), said(is));
        return (
          <div key={field.name} className="nhsuk-summary-list__row">
            <dt className="nhsuk-summary-list__key">{field.label}</dt>
            <dd className="nhsuk-summary-list__value">
              <p>Was: {isNothing(was) ? 'nothing' : <Side text={before} as="del" />}</p>
              <p>Now: {isNothing(is) ? 'nothing' : <Side text={after} as="ins" />}</p>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Side({ text: { head, middle, tail }, as: Mark }: { text: Apart; as: 'del' | 'ins' }) {
  return (
    <bdi>
      {head}
      {middle !== '' && <Mark>{middle}</Mark>}
      {tail}
    </bdi>
  );
}
