import { Link } from '@tanstack/react-router';
import { Table } from 'nhsuk-react-components';
import type { Board } from '../../api/board';
import { dayInWords } from '../../present';
import { compared, comparisonInWords, levelInWords, type Compared } from './present';

interface EmbeddingProps {
  organisation: string;
  board: Board;
  answers: boolean;
}

/** How far digital work is part of the rest, as the board found it, beside what it found the time before. */
export function Embedding({ organisation, board, answers }: EmbeddingProps) {
  const [latest, last] = board.assessments;
  const rows = compared(board.dimensions, board.assessments);
  return (
    <section className="app-board__question" aria-labelledby="embedding">
      <h2 className="nhsuk-heading-m" id="embedding">
        How far digital work is embedded
      </h2>
      <p className="app-quiet">
        The board’s own assessment in the seven success measures of What Good Looks Like: absent, siloed or embedded.
      </p>
      {latest === undefined ? (
        <p>The board has not assessed this yet.</p>
      ) : (
        <>
          <p>
            Assessed by {latest.by}, {dayInWords(latest.at)}
            {last !== undefined && `; before that by ${last.by}, ${dayInWords(last.at)}`}.{' '}
            {last !== undefined && comparisonInWords(rows)}
          </p>
          <Rows rows={rows} beside={last !== undefined} />
          {latest.note !== '' && <p className="app-board__said">{latest.note}</p>}
        </>
      )}
      {answers && (
        <p className="app-board__action">
          <Link to="/organisations/$organisation/board/embedding" params={{ organisation }}>
            {latest === undefined ? 'Assess how far digital work is embedded' : 'Assess it again'}
          </Link>
        </p>
      )}
    </section>
  );
}

function Rows({ rows, beside }: { rows: Compared[]; beside: boolean }) {
  return (
    <Table
      responsive
      caption="How far digital work is embedded"
      captionProps={{ className: 'nhsuk-u-visually-hidden' }}
    >
      <Table.Head>
        <Table.Row>
          <Table.Cell>Dimension</Table.Cell>
          {beside && <Table.Cell>Last time</Table.Cell>}
          <Table.Cell>Now</Table.Cell>
          {beside && <Table.Cell>Change</Table.Cell>}
          <Table.Cell>What that means</Table.Cell>
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {rows.map(({ dimension, before, now, change }) => (
          <Table.Row key={dimension.id}>
            <Table.Cell>{dimension.name}</Table.Cell>
            {beside && <Table.Cell>{levelInWords(before)}</Table.Cell>}
            <Table.Cell>{levelInWords(now)}</Table.Cell>
            {beside && <Table.Cell>{change}</Table.Cell>}
            <Table.Cell>{dimension.levels.find(({ level }) => level === now)?.means ?? '–'}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}
