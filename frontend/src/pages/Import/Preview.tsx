import { Details, TextInput } from 'nhsuk-react-components';
import { useId, useState, type SubmitEvent } from 'react';
import type { ImportOutcome, ImportRow } from '../../api/exchange';
import {
  bringing,
  cellsToCorrect,
  headingOver,
  kindInWords,
  matchInWords,
  outlook,
  placeInWords,
  rowsInWords,
} from './present';
import { StepHeading } from './StepHeading';
import type { ImportWork } from './useImport';
import { Wrong } from './Wrong';

/** What would become of every row: what is wrong first, each cell to be put right in its place. */
export function Preview({ work }: { work: ImportWork }) {
  const { outcome, waiting, problem } = work;
  if (outcome === undefined) return null;
  const of = (state: ImportRow['state']) => outcome.rows.filter((row) => row.state === state);
  const ready = outcome.counts.wrong === 0 && bringing(outcome) > 0;
  return (
    <>
      <StepHeading>What would happen</StepHeading>
      {problem !== null && <Wrong problem={problem} />}
      <div role="status">
        <ul className="nhsuk-list nhsuk-list--bullet">
          {outlook(outcome).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
      <p>Nothing has been changed yet. Whatever the file does not have stays as it is.</p>
      {outcome.shown < total(outcome) && (
        <p>
          The first {outcome.shown.toLocaleString('en-GB')} of {total(outcome).toLocaleString('en-GB')} rows are shown.
        </p>
      )}
      <Corrected work={work} />
      {outcome.counts.wrong > 0 && <Corrections key={outcome.seen} work={work} outcome={outcome} rows={of('wrong')} />}
      <Rows title="To be changed" rows={of('changed')} outcome={outcome} />
      <Rows title="To be added" rows={of('new')} outcome={outcome} />
      <Unchanged rows={of('same')} outcome={outcome} />
      <div className="app-form__end">
        {ready && (
          <button type="button" className="nhsuk-button" aria-disabled={waiting} onClick={work.bringIn}>
            Import {rowsInWords(bringing(outcome))}
          </button>
        )}
        <button type="button" className="app-link-button" onClick={work.back}>
          Change the columns
        </button>
        <button type="button" className="app-link-button" onClick={work.again}>
          Choose another file
        </button>
      </div>
      {outcome.counts.wrong > 0 && (
        <p>All rows are imported together or none. Put right what is wrong, or leave its column or sheet out.</p>
      )}
      <p role="status">{waiting ? 'One moment.' : ''}</p>
    </>
  );
}

const total = ({ counts }: ImportOutcome) => counts.new + counts.changed + counts.same + counts.wrong;

/** What somebody wrote in the place of cells, to be taken back. */
function Corrected({ work }: { work: ImportWork }) {
  const entries = Object.entries(work.corrections);
  if (entries.length === 0) return null;
  const without = (cell: string) => Object.fromEntries(entries.filter(([one]) => one !== cell));
  return (
    <section>
      <h3 className="nhsuk-heading-s">Put right here</h3>
      <ul className="app-plain app-plain--spaced">
        {entries.map(([cell, value]) => (
          <li key={cell}>
            {placeInWords(cell)}: {value === '' ? <i>nothing</i> : value}{' '}
            <button
              type="button"
              className="app-link-button"
              onClick={() => work.lookAgain('preview', { corrections: without(cell) })}
            >
              Take back<span className="nhsuk-u-visually-hidden"> what was put right in {placeInWords(cell)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p>Your file stays as it is.</p>
    </section>
  );
}

interface CorrectionsProps {
  work: ImportWork;
  outcome: ImportOutcome;
  rows: ImportRow[];
}

function Corrections({ work, outcome, rows }: CorrectionsProps) {
  const [typed, setTyped] = useState<Record<string, string>>({});
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    work.lookAgain('preview', { corrections: { ...work.corrections, ...typed } });
  };
  return (
    <form noValidate onSubmit={submit} aria-labelledby="put-right">
      <h3 className="nhsuk-heading-s" id="put-right">
        To put right first
      </h3>
      {rows.map((row) => (
        <WrongRow
          key={`${row.sheet} ${row.row}`}
          row={row}
          outcome={outcome}
          typed={typed}
          type={(cell, text) => setTyped((before) => ({ ...before, [cell]: text }))}
        />
      ))}
      <button type="submit" className="nhsuk-button nhsuk-button--secondary" aria-disabled={work.waiting}>
        Check again
      </button>
    </form>
  );
}

interface WrongRowProps {
  row: ImportRow;
  outcome: ImportOutcome;
  typed: Record<string, string>;
  type: (cell: string, text: string) => void;
}

function WrongRow({ row, outcome, typed, type }: WrongRowProps) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className="app-card">
      <p className="app-card__line" id={id}>
        <b>{row.title === '' ? `Row ${row.row}` : row.title}</b>{' '}
        <span className="app-quiet">
          {kindInWords(row, outcome.kinds)}, row {row.row} of {row.sheet}
        </span>
      </p>
      {cellsToCorrect(row).map(({ cell, value, reason }) => {
        const heading = headingOver(cell, outcome.sheets);
        return (
          <TextInput
            key={cell}
            id={`${id}${cell.replace(/\W/g, '-')}`}
            label={`${placeInWords(cell)}${heading === '' ? '' : ` (${heading})`}`}
            error={reason}
            value={typed[cell] ?? value}
            onChange={(e) => type(cell, e.currentTarget.value)}
          />
        );
      })}
    </div>
  );
}

interface RowsProps {
  title: string;
  rows: ImportRow[];
  outcome: ImportOutcome;
}

function Rows({ title, rows, outcome }: RowsProps) {
  if (rows.length === 0) return null;
  return (
    <section>
      <h3 className="nhsuk-heading-s">{title}</h3>
      <ul className="app-plain app-plain--spaced">
        {rows.map((row) => (
          <li key={`${row.sheet} ${row.row}`}>
            <span className="app-quiet">{row.code}</span> {row.title}{' '}
            <span className="app-quiet">
              {kindInWords(row, outcome.kinds)}, row {row.row} of {row.sheet}. {matchInWords(row)}.
            </span>
            <Changes row={row} />
            <Notes row={row} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Changes({ row }: { row: ImportRow }) {
  const changes = row.state === 'new' ? row.changes.filter(({ label }) => label !== 'Title') : row.changes;
  if (changes.length === 0) return null;
  const list = (
    <ul className="nhsuk-list nhsuk-list--bullet">
      {changes.map(({ label, before, after }) => (
        <li key={label}>
          {label}: {row.state === 'changed' && <del>{before === '' ? 'nothing' : before}</del>}{' '}
          {row.state === 'changed' && 'becomes '}
          <ins>{after === '' ? 'nothing' : after}</ins>
        </li>
      ))}
    </ul>
  );
  if (row.state === 'changed') return list;
  return (
    <Details>
      <Details.Summary>
        What it says<span className="nhsuk-u-visually-hidden"> of {row.title}</span>
      </Details.Summary>
      <Details.Text>{list}</Details.Text>
    </Details>
  );
}

function Notes({ row }: { row: ImportRow }) {
  return row.notes.map(({ cell, reason }) => (
    <p key={`${cell} ${reason}`} className="app-quiet">
      {placeInWords(cell)}: {reason}
    </p>
  ));
}

function Unchanged({ rows, outcome }: Omit<RowsProps, 'title'>) {
  if (rows.length === 0) return null;
  return (
    <Details>
      <Details.Summary>Left alone: {rowsInWords(rows.length)}</Details.Summary>
      <Details.Text>
        <Rows title="They say what the strategy says" rows={rows} outcome={outcome} />
      </Details.Text>
    </Details>
  );
}
