import { Fieldset, TextInput } from 'nhsuk-react-components';
import { useId, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { FieldName, ItemFields } from '../../api/strategy';
import { monthFrom } from '../../present';
import type { ControlProps } from './props';
import { Offers } from './Offers';

type Row = Record<string, string | boolean | undefined>;

interface Part {
  name: string;
  label: string;
  hint?: string;
  box?: boolean;
  /** Whether it is a sentence, and has a row to itself. */
  whole?: boolean;
}

const parts: Record<string, { one: string; add: string; parts: Part[] }> = {
  measures: {
    one: 'Measure',
    add: 'Add a measure',
    parts: [
      { name: 'name', label: 'What is measured', whole: true },
      { name: 'baseline', label: 'Baseline', hint: 'Where it stands now, as you report it.' },
      { name: 'target', label: 'Target' },
      { name: 'unit', label: 'Unit (optional)' },
    ],
  },
  milestones: {
    one: 'Milestone',
    add: 'Add a milestone',
    parts: [
      { name: 'name', label: 'What is reached', whole: true },
      { name: 'due', label: 'By when', hint: 'Year and month, such as 2027-03.' },
      { name: 'done', label: 'Done', box: true },
    ],
  },
  changes: {
    one: 'Change',
    add: 'Add what changes for a role',
    parts: [
      { name: 'role', label: 'For whom' },
      { name: 'what', label: 'What changes', whole: true },
      { name: 'when', label: 'From when', hint: 'Year and month, such as 2027-03.' },
    ],
  },
};

/** What has parts of its own, one below the other: measures, milestones, changes for roles. */
export function Rows({ field, value, error, roles, change, leave }: ControlProps) {
  const id = useId();
  const { one, add, parts: columns } = parts[field.name] ?? { one: field.label, add: 'Add', parts: [] };
  const rows = (Array.isArray(value) ? value : []) as unknown as Row[];
  const put = (list: Row[]) => change(list as unknown as ItemFields[FieldName]);
  const set = (at: number, part: string, to: string | boolean) =>
    put(rows.map((row, i) => (i === at ? { ...row, [part]: to } : row)));
  const [gone, setGone] = useState<{ at: number; row: Row }>();
  const undo = useRef<HTMLButtonElement>(null);
  const remove = (at: number, row: Row) => {
    // Drawn before it is given the focus, which the button that goes away had.
    flushSync(() => {
      setGone({ at, row });
      put(rows.filter((_, i) => i !== at));
    });
    undo.current?.focus();
  };
  const putBack = ({ at, row }: { at: number; row: Row }) => {
    setGone(undefined);
    put(rows.toSpliced(at, 0, row));
  };
  const finish = (at: number, part: string, written: unknown) => {
    const month = (part === 'due' || part === 'when') && typeof written === 'string' ? monthFrom(written) : undefined;
    if (month !== undefined) set(at, part, month);
    leave();
  };
  const fresh = Object.fromEntries(columns.filter(({ box }) => box !== true).map(({ name }) => [name, '']));
  return (
    <Fieldset className="app-rows">
      <Fieldset.Legend size="s">{field.label}</Fieldset.Legend>
      {error !== undefined && <p className="nhsuk-error-message">{error}</p>}
      {rows.map((row, at) => (
        <div key={at} role="group" aria-label={`${one} ${at + 1}`} className="app-rule">
          {columns.map(({ name, label, hint, box, whole = false }) =>
            box === true ? (
              <label key={name} className="app-rows__box">
                <input type="checkbox" checked={row[name] === true} onChange={(e) => set(at, name, e.target.checked)} />{' '}
                {label}
              </label>
            ) : (
              <TextInput
                key={name}
                id={`${id}${at}${name}`}
                name={`${field.name}[${at}].${name}`}
                label={label}
                hint={hint}
                formGroupProps={whole ? { className: 'app-rule__whole' } : undefined}
                list={name === 'role' ? `${id}roles` : undefined}
                value={typeof row[name] === 'string' ? row[name] : ''}
                onChange={(e) => set(at, name, e.currentTarget.value)}
                onBlur={() => finish(at, name, row[name])}
              />
            ),
          )}
          <button type="button" className="app-link-button" onClick={() => remove(at, row)}>
            Remove
            <span className="nhsuk-u-visually-hidden">
              {' '}
              {one.toLowerCase()} {at + 1}
            </span>
          </button>
        </div>
      ))}
      {gone !== undefined && <Removed name={`${one} ${gone.at + 1}`} button={undo} putBack={() => putBack(gone)} />}
      {field.name === 'changes' && <Offers id={`${id}roles`} words={roles} />}
      <button type="button" className="app-link-button" onClick={() => put([...rows, fresh])}>
        {add}
      </button>
    </Fieldset>
  );
}

interface RemovedProps {
  name: string;
  button: RefObject<HTMLButtonElement | null>;
  putBack: () => void;
}

function Removed({ name, button, putBack }: RemovedProps) {
  return (
    <p>
      {name} was removed.{' '}
      <button type="button" ref={button} className="app-link-button" onClick={putBack}>
        Undo<span className="nhsuk-u-visually-hidden"> removing {name.toLowerCase()}</span>
      </button>
    </p>
  );
}
