import { Link } from '@tanstack/react-router';
import type { ImportRow } from '../../api/exchange';
import type { Strategy } from '../../api/strategy';
import { LeftOut } from './LeftOut';
import { bringing, outlook, rowsInWords } from './present';
import { StepHeading } from './StepHeading';
import type { ImportWork } from './useImport';

interface DoneProps {
  work: ImportWork;
  organisation: string;
  strategy: Strategy;
}

/** What has been brought in, with the way to each. */
export function Done({ work, organisation, strategy }: DoneProps) {
  const { outcome } = work;
  if (outcome === undefined) return null;
  const rows = outcome.rows.filter(({ state }) => state === 'new' || state === 'changed');
  return (
    <>
      <StepHeading>
        {rowsInWords(bringing(outcome))} of {work.file} imported
      </StepHeading>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {outlook(outcome).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <ul className="app-plain" aria-label="What was imported">
        {rows.map((row) => (
          <li key={`${row.sheet} ${row.row}`}>
            <span className="app-quiet">{row.code}</span>{' '}
            <Imported row={row} organisation={organisation} strategy={strategy} />{' '}
            <span className="app-quiet">{row.state === 'new' ? 'Added' : 'Changed'}</span>
          </li>
        ))}
      </ul>
      {rows.length < bringing(outcome) && <p>The first {rows.length.toLocaleString('en-GB')} are listed.</p>}
      <LeftOut list={outcome.left_out} />
      <p>
        <button type="button" className="app-link-button" onClick={work.again}>
          Import another spreadsheet
        </button>
      </p>
    </>
  );
}

/** The title, as a link as soon as the strategy has been read again. */
function Imported({ row, organisation, strategy }: { row: ImportRow; organisation: string; strategy: Strategy }) {
  const item = strategy.items.find(({ code }) => code === row.code);
  if (item === undefined) return row.title;
  return (
    <Link
      to="/organisations/$organisation/strategy/$kind/$item"
      params={{ organisation, kind: item.kind, item: item.id }}
    >
      {row.title}
    </Link>
  );
}
