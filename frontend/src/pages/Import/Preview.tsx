import { Details, TextInput } from 'nhsuk-react-components';
import { useId, useState, type SubmitEvent } from 'react';
import type { ImportOutcome, ImportPlace, ImportRow } from '../../api/exchange';
import {
  bringing,
  cellsToCorrect,
  goingNowhere,
  headingOver,
  kindInWords,
  matchInWords,
  outlook,
  placeInWords,
  rowsInWords,
} from './present';
import { LeaveOut, LeaveOutRule, LeftOut, without } from './LeftOut';
import { StepHeading } from './StepHeading';
import type { ImportWork } from './useImport';
import { Wrong } from './Wrong';

/** What would become of every row: what is wrong first, each cell to be put right in its place. */
export function Preview({ work }: { work: ImportWork }) {
  const { outcome, waiting, problem } = work;
  const entered = useEntered(work);
  if (outcome === undefined) return null;
  const of = (state: ImportRow['state']) => outcome.rows.filter((row) => row.state === state);
  const ready = outcome.counts.wrong === 0 && bringing(outcome) > 0;
  const leaving = (place: ImportPlace) => entered.lookAgain({ leftOut: [...work.leftOut, place] });
  return (
    <>
      <StepHeading key={`${work.leftOut.length} ${Object.keys(work.corrections).length}`}>
        What would happen
      </StepHeading>
      {problem !== null && <Wrong problem={problem} />}
      <div role="status">
        <ul className="nhsuk-list nhsuk-list--bullet">
          {outlook(outcome).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
      <p>Nothing has been changed yet. Whatever the file does not have stays as it is.</p>
      <Nowhere lines={goingNowhere(outcome)} change={entered.back} />
      {outcome.shown < total(outcome) && (
        <p>
          The first {outcome.shown.toLocaleString('en-GB')} of {total(outcome).toLocaleString('en-GB')} rows are shown.
        </p>
      )}
      <Corrected work={work} takeBack={entered.takeBack} />
      <LeftOut
        list={outcome.left_out}
        putBack={(place) => entered.lookAgain({ leftOut: without(work.leftOut, place) })}
      />
      {outcome.counts.wrong + bringing(outcome) > 0 && <LeaveOutRule />}
      {outcome.counts.wrong > 0 && (
        <Corrections work={work} outcome={outcome} rows={of('wrong')} entered={entered} leave={leaving} />
      )}
      <Rows title="To be changed" rows={of('changed')} outcome={outcome} leave={leaving} />
      <Rows title="To be added" rows={of('new')} outcome={outcome} leave={leaving} write={entered.write} />
      <Unchanged rows={of('same')} outcome={outcome} />
      <div className="app-form__end">
        {ready && (
          <button type="button" className="nhsuk-button" aria-disabled={waiting} onClick={work.bringIn}>
            Import {rowsInWords(bringing(outcome))}
          </button>
        )}
        <button type="button" className="app-link-button" onClick={entered.back}>
          Change the columns
        </button>
        <button type="button" className="app-link-button" onClick={work.again}>
          Choose another file
        </button>
      </div>
      {outcome.counts.wrong > 0 && (
        <p>All rows are imported together or none. Put right what is wrong, or leave its row, column or sheet out.</p>
      )}
      <p role="status">{waiting ? 'One moment.' : ''}</p>
    </>
  );
}

/** What is not read of the file: said, so that nothing is lost without a word. It stands in the way of nothing. */
function Nowhere({ lines, change }: { lines: string[]; change: () => void }) {
  if (lines.length === 0) return null;
  return (
    <section className="nhsuk-inset-text" aria-labelledby="nowhere">
      <h3 className="nhsuk-heading-s" id="nowhere">
        What goes nowhere
      </h3>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p>
        <button type="button" className="app-link-button" onClick={change}>
          Choose a place for it
        </button>
        , or go on without it.
      </p>
    </section>
  );
}

/** What is typed into cells goes with whatever is asked next, and is kept until it has been read. */
function useEntered({ outcome, corrections, lookAgain, back }: ImportWork) {
  const [held, setHeld] = useState<{ of?: string; typed: Record<string, string> }>({ typed: {} });
  const typed = held.of === outcome?.seen ? held.typed : {};
  const ask = (entries: Record<string, string>, change: { leftOut?: ImportPlace[] } = {}) =>
    lookAgain('preview', { ...change, corrections: entries });
  return {
    typed,
    type: (cell: string, text: string) => setHeld({ of: outcome?.seen, typed: { ...typed, [cell]: text } }),
    lookAgain: (change?: { leftOut: ImportPlace[] }) => ask({ ...corrections, ...typed }, change),
    write: (cell: string, text: string) => ask({ ...corrections, ...typed, [cell]: text }),
    back: () => back({ ...corrections, ...typed }),
    takeBack: (cell: string) => {
      setHeld({ typed: {} });
      ask(Object.fromEntries(Object.entries({ ...corrections, ...typed }).filter(([one]) => one !== cell)));
    },
  };
}

type Entered = ReturnType<typeof useEntered>;

const total = ({ counts }: ImportOutcome) => counts.new + counts.changed + counts.same + counts.wrong;

/** What somebody wrote in the place of cells, to be taken back. */
function Corrected({ work, takeBack }: { work: ImportWork; takeBack: (cell: string) => void }) {
  const entries = Object.entries(work.corrections);
  if (entries.length === 0) return null;
  return (
    <section>
      <h3 className="nhsuk-heading-s">Put right here</h3>
      <ul className="app-plain app-plain--spaced">
        {entries.map(([cell, value]) => (
          <li key={cell}>
            {placeInWords(cell)}: {value === '' ? <i>nothing</i> : value}{' '}
            <button type="button" className="app-link-button" onClick={() => takeBack(cell)}>
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
  entered: Entered;
  leave: (place: ImportPlace) => void;
}

function Corrections({ work, outcome, rows, entered, leave }: CorrectionsProps) {
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    entered.lookAgain();
  };
  return (
    <form noValidate onSubmit={submit} aria-labelledby="put-right">
      <h3 className="nhsuk-heading-s" id="put-right">
        To put right first
      </h3>
      {rows.map((row) => (
        <WrongRow key={`${row.sheet} ${row.row}`} row={row} outcome={outcome} entered={entered} leave={leave} />
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
  entered: Entered;
  leave: (place: ImportPlace) => void;
}

function WrongRow({ row, outcome, entered, leave }: WrongRowProps) {
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
            value={entered.typed[cell] ?? value}
            onChange={(e) => entered.type(cell, e.currentTarget.value)}
          />
        );
      })}
      <LeaveOut row={row} leave={leave} />
    </div>
  );
}

interface RowsProps {
  title: string;
  rows: ImportRow[];
  outcome: ImportOutcome;
  leave?: (place: ImportPlace) => void;
  write?: (cell: string, text: string) => void;
}

function Rows({ title, rows, outcome, leave, write }: RowsProps) {
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
            <Notes row={row} write={write} />
            {leave !== undefined && <LeaveOut row={row} leave={leave} />}
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

function Notes({ row, write }: Pick<RowsProps, 'write'> & { row: ImportRow }) {
  return row.notes.map(({ cell, reason, instead }) => (
    <p key={`${cell} ${reason}`} className="app-quiet">
      {placeInWords(cell)}: {reason}{' '}
      {write !== undefined && instead !== undefined && (
        <button type="button" className="app-link-button" onClick={() => write(cell, instead)}>
          It is the same<span className="nhsuk-u-visually-hidden"> ({row.title})</span>
        </button>
      )}
    </p>
  ));
}

function Unchanged({ rows, outcome }: Omit<RowsProps, 'title' | 'leave' | 'write'>) {
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
