import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Select, Textarea } from 'nhsuk-react-components';
import { useState, type FocusEvent } from 'react';
import {
  changeCourse,
  kindsQuery,
  retireItem,
  strategyQuery,
  type FieldName,
  type Item,
  type Strategy,
} from '../../api/strategy';
import { AppPage } from '../../components/AppPage';
import { AppAction } from '../../forms/AppAction';
import { AppForm } from '../../forms/AppForm';
import { textOf } from '../../forms/entered';
import { mayWriteStrategy } from '../../places';
import { capitalised } from '../../present';
import { NotFound } from '../NotFound/NotFound';
import { Clashes } from './Clashes';
import { Control } from './Control';
import { ItemFindings } from './ItemFindings';
import { ItemLinks } from './ItemLinks';
import { Mission } from './Mission';
import { manyOf, neighbours, ofKind, oneOf, titleOf, valueInWords } from './present';
import { SaveState } from './SaveState';
import { useAutosave } from './useAutosave';

const route = getRouteApi('/organisations/$organisation/strategy/$kind/$item');
const above = getRouteApi('/organisations/$organisation');

/** One item of the strategy: read, or written with every key saved. */
export function ItemPage() {
  const { organisation, item } = route.useParams();
  const { place } = above.useRouteContext();
  const { data: strategy } = useSuspenseQuery(strategyQuery(organisation));
  const found = strategy?.items.find(({ id }) => id === item);
  if (strategy === null || found === undefined) return <NotFound />;
  return mayWriteStrategy(place) ? (
    <Editing key={found.id} organisation={organisation} strategy={strategy} first={found} />
  ) : (
    <Reading organisation={organisation} strategy={strategy} item={found} />
  );
}

interface Shown {
  organisation: string;
  strategy: Strategy;
}

function Editing({ organisation, strategy, first }: Shown & { first: Item }) {
  const { data: catalogue } = useSuspenseQuery(kindsQuery(organisation));
  const save = useAutosave(organisation, first);
  const { item, typed } = save;
  const fields = catalogue.kinds.find(({ kind }) => kind === item.kind)?.fields ?? [];
  const shown = { ...item.fields, ...typed };
  const { here, following } = useHere();
  const wrong = save.problem?.fields ?? [];
  const reason = (name: string) => (name === here ? undefined : wrong.find(isOf(name))?.reason);
  return (
    <AppPage title={titleOf({ ...item, fields: shown })} caption={`${capitalised(oneOf(item.kind))} ${item.code}`}>
      <Mission strategy={strategy} />
      <p>
        It is part of <cite>{strategy.title}</cite>. What you type is saved as you go, and nobody outside your
        organisation reads it before it is published.
      </p>
      <Clashes save={save} fields={fields} />
      <div className="app-form" {...following}>
        {fields.map((field) => (
          <div key={field.name} data-field={field.name}>
            <Control
              field={field}
              value={shown[field.name as FieldName]}
              error={reason(field.name)}
              strategy={strategy}
              self={item}
              roles={catalogue.roles}
              change={(value) => save.type({ [field.name]: value })}
              leave={save.flush}
            />
          </div>
        ))}
      </div>
      <SaveState
        organisation={organisation}
        save={save}
        unfinished={here !== undefined && wrong.length > 0 && wrong.every((field) => isOf(here)(field))}
      />
      <ItemFindings organisation={organisation} item={item} />
      {item.kind === 'objective' && <ItemLinks organisation={organisation} item={item} />}
      <Steps organisation={organisation} strategy={strategy} item={item} />
      <Ending organisation={organisation} item={item} strategy={strategy} />
    </AppPage>
  );
}

/** Whether something wrong is of a field, or of a part of it. */
const isOf = (name: string) => (field: { name: string }) => field.name === name || field.name.startsWith(`${name}[`);

/** The field that is being typed in. */
function useHere() {
  const [here, setHere] = useState<string>();
  const fieldOf = (target: EventTarget | null) =>
    target instanceof Element ? target.closest<HTMLElement>('[data-field]')?.dataset.field : undefined;
  const following = {
    onFocus: ({ target }: FocusEvent) => setHere(fieldOf(target)),
    onBlur: ({ relatedTarget }: FocusEvent) => setHere(fieldOf(relatedTarget)),
  };
  return { here, following };
}

function Reading({ organisation, strategy, item }: Shown & { item: Item }) {
  const { data: catalogue } = useSuspenseQuery(kindsQuery(organisation));
  const fields = catalogue.kinds.find(({ kind }) => kind === item.kind)?.fields ?? [];
  return (
    <AppPage title={titleOf(item)} caption={`${capitalised(oneOf(item.kind))} ${item.code}`}>
      <Mission strategy={strategy} />
      <dl>
        {fields
          .filter(({ name }) => item.fields[name as FieldName] !== undefined)
          .map((field) => (
            <div key={field.name}>
              <dt className="nhsuk-u-font-weight-bold">{field.label}</dt>
              <dd className="app-prose">{valueInWords(field, item.fields[field.name as FieldName])}</dd>
            </div>
          ))}
      </dl>
      <Steps organisation={organisation} strategy={strategy} item={item} />
    </AppPage>
  );
}

/** To the items beside this one, and back to all of its kind. */
function Steps({ organisation, strategy, item }: Shown & { item: Item }) {
  const { before, after } = neighbours(strategy, item);
  const to = '/organisations/$organisation/strategy/$kind/$item';
  return (
    <nav aria-label={manyOf(item.kind)} className="app-steps">
      {before !== undefined && (
        <Link to={to} params={{ organisation, kind: item.kind, item: before.id }}>
          Before: {titleOf(before)}
        </Link>
      )}
      {after !== undefined && (
        <Link to={to} params={{ organisation, kind: item.kind, item: after.id }}>
          Next: {titleOf(after)}
        </Link>
      )}
      <Link to="/organisations/$organisation/strategy/$kind" params={{ organisation, kind: item.kind }}>
        {manyOf(item.kind)}
      </Link>
    </nav>
  );
}

function Ending({ organisation, strategy, item }: Shown & { item: Item }) {
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const left = (search: { deleted: string } | { course: string }) => {
    // This page is about what is gone: the next one asks again, and this one does not.
    void queries.invalidateQueries({ queryKey: [organisation], refetchType: 'none' });
    void navigate({
      to: '/organisations/$organisation/strategy/$kind',
      params: { organisation, kind: item.kind },
      search,
    });
  };
  const others = ofKind(strategy, 'objective').filter(({ id }) => id !== item.id);
  return (
    <section>
      <h2 className="nhsuk-heading-m">Take it out</h2>
      <p>
        <AppAction
          word="Delete"
          about={titleOf(item)}
          act={() => retireItem(organisation, item)}
          done={() => left({ deleted: item.id })}
        />{' '}
        You can undo this. What has been published keeps it.
      </p>
      {item.kind === 'objective' && (
        <details className="nhsuk-details">
          <summary className="nhsuk-details__summary">
            <span className="nhsuk-details__summary-text">Change course: give it up, and keep the reason</span>
          </summary>
          <div className="nhsuk-details__text">
            <AppForm
              button="Change course"
              secondary
              send={(entered, key) =>
                changeCourse(
                  organisation,
                  item,
                  { reason: textOf(entered, 'reason'), replaced_by: textOf(entered, 'replaced_by') },
                  key,
                )
              }
              done={({ id }) => left({ course: id })}
            >
              {(field) => (
                <>
                  <Textarea {...field('reason')} label="Why you are changing course" rows={3} />
                  <Select {...field('replaced_by')} label="What comes in its place (optional)" defaultValue="">
                    <Select.Option value="">Nothing</Select.Option>
                    {others.map((other) => (
                      <Select.Option key={other.id} value={other.code}>
                        {other.code} {titleOf(other)}
                      </Select.Option>
                    ))}
                  </Select>
                </>
              )}
            </AppForm>
          </div>
        </details>
      )}
    </section>
  );
}
