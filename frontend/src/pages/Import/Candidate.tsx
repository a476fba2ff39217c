import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Select, Textarea, TextInput } from 'nhsuk-react-components';
import { useEffect, useId, useRef, useState, type SubmitEvent } from 'react';
import { ProblemError } from '../../api/client';
import type { DocumentCandidate } from '../../api/exchange';
import { addItem, strategyQuery, type ItemKind, type Strategy } from '../../api/strategy';
import { useSendingKey } from '../../forms/useSendingKey';
import { capitalised } from '../../present';
import { oneOf } from '../Strategy/present';
import { fieldsOf, hasOwner, placedIn, type Accepted } from './present';
import { Wrong } from './Wrong';

interface CandidateProps {
  number: number;
  candidate: DocumentCandidate;
  organisation: string;
  strategy: Strategy;
  kinds: ItemKind[];
  source: string;
  dropped: boolean;
  /** Something has been written into it. */
  change: () => void;
  /** It has been added. */
  done: () => void;
  drop: () => void;
  takeBack: () => void;
}

/** What somebody makes of a candidate, and its way into the strategy. */
function useAccepting({ candidate, organisation, strategy, kinds, source, done }: CandidateProps) {
  const queries = useQueryClient();
  const [accepted, setAccepted] = useState<Accepted>({
    title: candidate.title,
    due: candidate.due,
    owner: candidate.owner,
    measures: candidate.measures,
  });
  const [kind, setKind] = useState<ItemKind>(kinds[0] ?? 'objective');
  const { key, renewIfRefused } = useSendingKey();
  const adding = useMutation({
    mutationFn: () =>
      addItem(
        organisation,
        { strategy: strategy.id, kind, fields: fieldsOf(accepted, kind, placedIn(source, candidate)) },
        key,
      ),
    onSuccess: () => {
      done();
      return queries.invalidateQueries({ queryKey: strategyQuery(organisation).queryKey });
    },
    onError: renewIfRefused,
  });
  return { accepted, setAccepted, kind, setKind, adding };
}

/** One candidate: what was found and where, to be added as it is or changed, or dropped. */
export function Candidate(props: CandidateProps) {
  const { number, candidate, organisation, kinds, dropped, drop, takeBack, change } = props;
  const id = useId();
  const { accepted, setAccepted, kind, setKind, adding } = useAccepting(props);
  const said = useRef<HTMLDivElement>(null);
  const over = dropped || adding.isSuccess;
  // What had the focus is gone: it goes to what has come in its place.
  useEffect(() => {
    if (over) said.current?.focus();
  }, [over]);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!adding.isPending) adding.mutate();
  };
  if (adding.isSuccess) {
    const item = adding.data;
    return (
      <div className="app-card" tabIndex={-1} ref={said}>
        Added:{' '}
        <Link
          to="/organisations/$organisation/strategy/$kind/$item"
          params={{ organisation, kind: item.kind, item: item.id }}
        >
          {item.code} {item.fields.title}
        </Link>
      </div>
    );
  }
  if (dropped) {
    return (
      <div className="app-card" tabIndex={-1} ref={said}>
        Dropped: {candidate.title}{' '}
        <button type="button" className="app-link-button" onClick={takeBack}>
          Take back<span className="nhsuk-u-visually-hidden"> candidate {number}</span>
        </button>
      </div>
    );
  }
  const problem = adding.error;
  return (
    <form noValidate onSubmit={submit} onChange={change} className="app-card" aria-labelledby={id}>
      <h3 className="nhsuk-heading-s" id={id}>
        Candidate {number}
      </h3>
      <blockquote className="app-quote">
        <p className="app-quote__who">
          {candidate.place}
          {candidate.under !== '' && `, under “${candidate.under}”`}
        </p>
        <p className="app-quote__text">{candidate.words}</p>
      </blockquote>
      {problem !== null && <Wrong problem={problem} />}
      <Fields
        id={id}
        candidate={candidate}
        accepted={accepted}
        change={setAccepted}
        kinds={kinds}
        kind={kind}
        choose={setKind}
        problem={problem}
      />
      <div className="app-form__end">
        <button type="submit" className="nhsuk-button" aria-disabled={adding.isPending}>
          Add<span className="nhsuk-u-visually-hidden"> candidate {number}</span>
        </button>
        <button type="button" className="app-link-button" onClick={drop}>
          Drop<span className="nhsuk-u-visually-hidden"> candidate {number}</span>
        </button>
      </div>
    </form>
  );
}

interface FieldsProps extends MeasuresProps {
  candidate: DocumentCandidate;
  kinds: ItemKind[];
  kind: ItemKind;
  choose: (kind: ItemKind) => void;
  problem: Error | null;
}

function Fields({ id, candidate, accepted, change, kinds, kind, choose, problem }: FieldsProps) {
  const wrong = (name: string) =>
    problem instanceof ProblemError ? problem.problem.fields.find((field) => field.name === name)?.reason : undefined;
  return (
    <>
      <Select
        id={`${id}kind`}
        label="What it is"
        value={kind}
        onChange={(e) => choose(e.currentTarget.value as ItemKind)}
      >
        {kinds.map((one) => (
          <Select.Option key={one} value={one}>
            {capitalised(oneOf(one))}
          </Select.Option>
        ))}
      </Select>
      <Textarea
        id={`${id}title`}
        label="Title"
        rows={2}
        error={wrong('title')}
        value={accepted.title}
        onChange={(e) => change({ ...accepted, title: e.currentTarget.value })}
      />
      <TextInput
        id={`${id}due`}
        label="By when"
        hint={
          candidate.how === ''
            ? 'Year and month, such as 2027-03.'
            : `“${candidate.when}” is ${candidate.how}. Year and month, such as 2027-03.`
        }
        width="10"
        error={wrong('due')}
        value={accepted.due}
        onChange={(e) => change({ ...accepted, due: e.currentTarget.value })}
      />
      {candidate.owner !== '' && hasOwner(kind) && (
        <TextInput
          id={`${id}owner`}
          label="Accountable owner"
          error={wrong('owner')}
          value={accepted.owner}
          onChange={(e) => change({ ...accepted, owner: e.currentTarget.value })}
        />
      )}
      <Measures id={id} accepted={accepted} change={change} />
    </>
  );
}

interface MeasuresProps {
  id: string;
  accepted: Accepted;
  change: (accepted: Accepted) => void;
}

const parts = [
  { part: 'name', label: 'What is measured' },
  { part: 'baseline', label: 'Baseline' },
  { part: 'target', label: 'Target' },
] as const;

function Measures({ id, accepted, change }: MeasuresProps) {
  const put = (measures: Accepted['measures']) => change({ ...accepted, measures });
  return accepted.measures.map((measure, at) => (
    <div key={at} role="group" aria-label={`Measure ${at + 1}`} className="app-rule">
      {parts.map(({ part, label }) => (
        <TextInput
          key={part}
          id={`${id}${at}${part}`}
          label={label}
          hint={part === 'name' ? measure.place : undefined}
          value={measure[part]}
          onChange={(e) => {
            const text = e.currentTarget.value;
            put(accepted.measures.map((one, i) => (i === at ? { ...one, [part]: text } : one)));
          }}
        />
      ))}
      <button
        type="button"
        className="app-link-button"
        onClick={() => put(accepted.measures.filter((_, i) => i !== at))}
      >
        Remove<span className="nhsuk-u-visually-hidden"> measure {at + 1}</span>
      </button>
    </div>
  ));
}
