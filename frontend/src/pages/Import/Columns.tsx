import { Checkboxes, Select, Table } from 'nhsuk-react-components';
import { useId, useState, type SubmitEvent } from 'react';
import type { ImportKind, ImportSheet } from '../../api/exchange';
import { capitalised } from '../../present';
import { aboutIt, byColumn, choicesFor, leftOut, missingFrom, rowsInWords, type SheetPlan } from './present';
import { StepHeading } from './StepHeading';
import type { ImportWork } from './useImport';
import { Wrong } from './Wrong';

/** What each sheet and column of the file is in a strategy: guessed, and changed by whoever knows better. */
export function Columns({ work }: { work: ImportWork }) {
  const { outcome, plans, yearEnds, waiting, problem } = work;
  const [missing, setMissing] = useState<string[]>([]);
  if (outcome === undefined) return null;
  const change = (at: number, part: Partial<SheetPlan>) =>
    work.plan(
      plans.map((plan, i) => (i === at ? { ...plan, ...part } : plan)),
      yearEnds,
    );
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const said = missingFrom(plans, outcome.kinds);
    setMissing(said);
    if (said.length === 0) work.lookAgain('preview');
  };
  return (
    <form noValidate onSubmit={submit}>
      <StepHeading>What the columns of {work.file} are</StepHeading>
      {missing.length > 0 && <Wrong lines={missing} />}
      {missing.length === 0 && problem !== null && <Wrong problem={problem} />}
      <p>We have guessed. Change what is not right; nothing is brought in yet.</p>
      {plans.map((plan, at) => (
        <Sheet
          key={plan.sheet}
          plan={plan}
          sheet={outcome.sheets.find(({ name }) => name === plan.sheet)}
          kinds={outcome.kinds}
          change={(part) => change(at, part)}
          readHeadings={() => work.lookAgain('columns')}
          waiting={waiting}
        />
      ))}
      <Checkboxes>
        <Checkboxes.Item checked={yearEnds} onChange={(e) => work.plan(plans, e.currentTarget.checked)}>
          A year or a season, such as 2026/27 or spring 2027, means its last month
        </Checkboxes.Item>
      </Checkboxes>
      <div className="app-form__end">
        <button type="submit" className="nhsuk-button" aria-disabled={waiting}>
          See what would happen
        </button>
        <button type="button" className="app-link-button" onClick={work.again}>
          Choose another file
        </button>
      </div>
      <p role="status">{waiting ? 'The file is being read.' : ''}</p>
    </form>
  );
}

interface SheetProps {
  plan: SheetPlan;
  sheet: ImportSheet | undefined;
  kinds: ImportKind[];
  change: (part: Partial<SheetPlan>) => void;
  readHeadings: () => void;
  waiting: boolean;
}

function Sheet({ plan, sheet, kinds, change, readHeadings, waiting }: SheetProps) {
  const id = useId();
  const hasColumns = plan.what !== leftOut && plan.what !== aboutIt;
  return (
    <section aria-labelledby={id} className="app-sheet">
      <h3 className="nhsuk-heading-s" id={id}>
        {plan.sheet} <span className="app-quiet">{rowsInWords(sheet?.rows ?? 0)}</span>
      </h3>
      <div className="app-rule">
        <Select
          id={`${id}what`}
          label={`What the rows of ${plan.sheet} are`}
          value={plan.what}
          onChange={(e) => change({ what: e.currentTarget.value })}
        >
          <Select.Option value={leftOut}>Nothing: leave this sheet out</Select.Option>
          <Select.Option value={aboutIt}>The strategy itself</Select.Option>
          <Select.Option value={byColumn}>A column says what each row is</Select.Option>
          {kinds
            .filter(({ kind }) => kind !== undefined)
            .map(({ kind, noun }) => (
              <Select.Option key={kind} value={kind}>
                {capitalised(noun)}
              </Select.Option>
            ))}
        </Select>
        {hasColumns && <Header id={`${id}header`} plan={plan} change={change} read={readHeadings} waiting={waiting} />}
      </div>
      {plan.what === aboutIt && (
        <p>
          The first column says what each row is: title, mission, period, next review or where it comes from. The second
          has its text.
        </p>
      )}
      {hasColumns && sheet !== undefined && (
        <ColumnTable plan={plan} sheet={sheet} choices={choicesFor(plan, kinds)} change={change} />
      )}
    </section>
  );
}

interface HeaderProps {
  id: string;
  plan: SheetPlan;
  change: (part: Partial<SheetPlan>) => void;
  read: () => void;
  waiting: boolean;
}

function Header({ id, plan, change, read, waiting }: HeaderProps) {
  const [typed, setTyped] = useState(String(plan.header));
  const put = (text: string) => {
    setTyped(text);
    const number = Number(text.replace(/\D/g, ''));
    if (number > 0) change({ header: number });
  };
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label" htmlFor={id}>
        Row of the headings<span className="nhsuk-u-visually-hidden"> of {plan.sheet}</span>
      </label>
      <input
        className="nhsuk-input nhsuk-input--width-4"
        id={id}
        inputMode="numeric"
        value={typed}
        onChange={(e) => put(e.currentTarget.value)}
      />{' '}
      <button type="button" className="app-link-button" disabled={waiting} onClick={read}>
        Read the headings again<span className="nhsuk-u-visually-hidden"> of {plan.sheet}</span>
      </button>
    </div>
  );
}

interface ColumnTableProps {
  plan: SheetPlan;
  sheet: ImportSheet;
  choices: ImportKind['choices'];
  change: (part: Partial<SheetPlan>) => void;
}

function ColumnTable({ plan, sheet, choices, change }: ColumnTableProps) {
  const known = new Set(choices.map(({ as }) => as));
  return (
    <Table responsive caption={`Columns of ${plan.sheet}`} captionProps={{ className: 'nhsuk-u-visually-hidden' }}>
      <Table.Head>
        <Table.Row>
          <Table.Cell>Your column</Table.Cell>
          <Table.Cell>What is in it</Table.Cell>
          <Table.Cell>What it is here</Table.Cell>
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {sheet.headings.map(({ column, letter, heading, examples }) => {
          const as = plan.as[column] ?? '';
          return (
            <Table.Row key={column}>
              <Table.Cell>
                <span>
                  {heading === '' ? 'No heading' : heading} <span className="app-quiet">column {letter}</span>
                </span>
              </Table.Cell>
              <Table.Cell>
                {examples.length === 0 ? <span className="app-quiet">Nothing</span> : examples.join('; ')}
              </Table.Cell>
              <Table.Cell>
                <select
                  className="nhsuk-select"
                  aria-label={`${plan.sheet}, column ${letter}${heading === '' ? '' : `, ${heading}`}: what it is here`}
                  value={known.has(as) ? as : ''}
                  onChange={(e) => change({ as: { ...plan.as, [column]: e.currentTarget.value } })}
                >
                  <option value="">Leave out</option>
                  {choices.map((choice) => (
                    <option key={choice.as} value={choice.as}>
                      {choice.label}
                    </option>
                  ))}
                </select>
              </Table.Cell>
            </Table.Row>
          );
        })}
      </Table.Body>
    </Table>
  );
}
