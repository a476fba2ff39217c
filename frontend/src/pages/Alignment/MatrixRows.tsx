import { memo } from 'react';
import type { MatrixCell, MatrixOrganisation, MatrixRow } from '../../api/alignment';
import { AppTargetLink } from '../../components/AppLinks';
import { AppDiscussMark, AppStateMark } from '../../components/AppStateMark';
import { capitalised, counted, cellLook } from '../../present';
import type { Position } from './grid';
import { alignedInWords, cellInWords, type Picture } from './present';
import type { CellId } from './search';
import { openerId } from './useCell';
import { place } from './useGrid';

interface MatrixRowsProps {
  picture: Picture;
  counts: boolean;
  active: Position;
  opened: CellId | undefined;
  open: (cell: CellId) => void;
}

/** The rows of the picture, in their groups. */
export function MatrixRows({ picture, counts, active, opened, open }: MatrixRowsProps) {
  const { groups, organisations, rows } = picture;
  const columns = organisations.length + (counts ? 3 : 2);
  return groups.map(({ heading, rows: inGroup }) => (
    <tbody key={heading}>
      <tr className="app-matrix__group">
        <th colSpan={columns} scope="rowgroup">
          <span className="app-matrix__group-name">{heading}</span>
        </th>
      </tr>
      {inGroup.map((row) => {
        const number = rows.indexOf(row) + 1;
        return (
          <Row
            key={row.target.id}
            row={row}
            number={number}
            organisations={organisations}
            counts={counts}
            activeColumn={active.row === number ? active.column : undefined}
            openedOrganisation={opened?.target === row.target.id ? opened.organisation : undefined}
            open={open}
          />
        );
      })}
    </tbody>
  ));
}

interface RowProps {
  row: MatrixRow;
  number: number;
  organisations: MatrixOrganisation[];
  counts: boolean;
  activeColumn: number | undefined;
  openedOrganisation: string | undefined;
  open: (cell: CellId) => void;
}

// An arrow key changes two rows of forty; the rest are left as they are.
const Row = memo(function Row({
  row,
  number,
  organisations,
  counts,
  activeColumn,
  openedOrganisation,
  open,
}: RowProps) {
  const { target, cells } = row;
  const at = (column: number) => ({ ...place(number, column), tabIndex: activeColumn === column ? 0 : -1 });
  const out = organisations.length + (counts ? 2 : 1);
  return (
    <tr className="app-matrix__row">
      <th scope="row" className="app-matrix__target">
        <AppTargetLink id={target.id} className="app-matrix__target-link" {...at(0)}>
          <span className="app-matrix__target-code">{target.code}</span>{' '}
          <span className="app-matrix__target-title">{target.title}</span>
        </AppTargetLink>
      </th>
      {cells.map((cell, index) => (
        <Cell
          key={cell.organisation}
          cell={cell}
          name={organisations[index]?.organisation.name ?? ''}
          wordy={organisations.length === 1}
          opener={{ ...at(index + 1), id: openerId({ target: target.id, organisation: cell.organisation }) }}
          isOpen={openedOrganisation === cell.organisation}
          open={() => open({ target: target.id, organisation: cell.organisation })}
        />
      ))}
      {counts && (
        <td role="gridcell" className="app-matrix__aligned" {...at(out - 1)}>
          {alignedInWords(row)}
        </td>
      )}
      <td role="gridcell" className="app-matrix__out" {...at(out)}>
        {capitalised(row.stands_out)}
      </td>
    </tr>
  );
});

interface CellProps {
  cell: MatrixCell;
  name: string;
  /** Alone in its row it has the room to say its state in words. */
  wordy: boolean;
  opener: { id: string; tabIndex: number };
  isOpen: boolean;
  open: () => void;
}

function Cell({ cell, name, wordy, opener, isOpen, open }: CellProps) {
  const look = cellLook(cell);
  return (
    <td role="gridcell" className={`app-matrix__cell ${look.className}`}>
      <button type="button" className="app-matrix__button" aria-expanded={isOpen} onClick={open} {...opener}>
        <span className="nhsuk-u-visually-hidden">{cellInWords(name, cell)}</span>
        <span
          aria-hidden="true"
          className={cell.objectives > 0 ? 'app-matrix__shapes app-matrix__shapes--counted' : 'app-matrix__shapes'}
        >
          <AppStateMark look={look} />
          {wordy && <span className="app-matrix__word">{capitalised(look.word)}</span>}
          {cell.objectives > 0 && (
            <span className="app-matrix__count">{wordy ? counted(cell.objectives, 'objective') : cell.objectives}</span>
          )}
          {cell.discuss && <AppDiscussMark />}
        </span>
      </button>
    </td>
  );
}
