import { getRouteApi } from '@tanstack/react-router';
import { Table } from 'nhsuk-react-components';
import type { ReactNode } from 'react';
import type { Member } from '../../api/organisations';
import { AppOrganisationLink, AppTargetLink } from '../../components/AppLinks';
import { AppSortHeading } from '../../components/AppSortHeading';
import { AppState } from '../../components/AppStateMark';
import { capitalised, cellLook, monthInWords, shortName, targetKind } from '../../present';
import { alignedInWords, sorted, tableRows, type Picture, type TableRow } from './present';
import { nextSort, type CellId, type SortKey } from './search';
import { openerId } from './useCell';

const route = getRouteApi('/organisations/$organisation/alignment');

const headings: { key: SortKey; word: string; numeric?: true }[] = [
  { key: 'target', word: 'Goal or initiative' },
  { key: 'organisation', word: 'Organisation' },
  { key: 'state', word: 'State' },
  { key: 'objectives', word: 'Objectives', numeric: true },
  { key: 'discuss', word: 'To discuss' },
  { key: 'reason', word: 'Reason' },
];

// A table whose rows are laid out as cards is none to those who hear it, unless its parts say what they are.
const asGroup = { role: 'rowgroup' };
const asCell = { role: 'cell' };

interface CellTableProps {
  picture: Picture;
  members: Member[];
  open: (cell: CellId) => void;
}

/** The same as the picture, as tables: a row for each goal or initiative, and one for each with each organisation. */
export function CellTable({ picture, members, open }: CellTableProps) {
  const { sort } = route.useSearch();
  const navigate = route.useNavigate();
  const rows = sorted(tableRows(picture, members), sort);
  const sortBy = (key: SortKey) =>
    void navigate({ search: (rest) => ({ ...rest, sort: nextSort(sort, key) }), replace: true, resetScroll: false });
  return (
    <>
      <div className="app-table-box" role="region" aria-labelledby="totals" tabIndex={0}>
        <Totals picture={picture} />
      </div>
      <div className="app-table-box" role="region" aria-labelledby="cells" tabIndex={0}>
        <table role="table" className="nhsuk-table-responsive nhsuk-table--compact app-table">
          <caption className="nhsuk-table__caption" id="cells">
            Each goal and initiative by organisation
          </caption>
          {/* Not the design system’s head, which is hidden where the rows are cards: it sorts them there too. */}
          <thead {...asGroup} className="app-table__sorts">
            <tr role="row">
              {headings.map(({ key, word, numeric }) => (
                <AppSortHeading
                  key={key}
                  word={word}
                  numeric={numeric}
                  order={sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : undefined}
                  sort={() => sortBy(key)}
                />
              ))}
            </tr>
          </thead>
          <tbody {...asGroup} className="nhsuk-table__body">
            {rows.map(({ target, organisation, cell }) => {
              const id = { target: target.id, organisation: organisation.id };
              return (
                <Row key={openerId(id)} id={id} target={target} organisation={organisation} cell={cell} open={open} />
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface RowProps extends Pick<TableRow, 'target' | 'organisation' | 'cell'> {
  id: CellId;
  open: (cell: CellId) => void;
}

function Row({ id, target, organisation, cell, open }: RowProps) {
  return (
    <tr role="row" className="nhsuk-table__row">
      <th scope="row" role="rowheader" className="nhsuk-table__header">
        {target.code} {target.title}
      </th>
      <Fact heading="Organisation">
        <AppOrganisationLink id={organisation.id}>{shortName(organisation.name)}</AppOrganisationLink>
      </Fact>
      <Fact heading="State">
        <button
          type="button"
          className="app-link-button app-link-button--state"
          id={openerId(id)}
          onClick={() => open(id)}
        >
          <AppState look={cellLook(cell)} />
          <span className="nhsuk-u-visually-hidden">
            {' '}
            ({target.code} and {shortName(organisation.name)})
          </span>
        </button>
      </Fact>
      <Fact heading="Objectives" numeric>
        {cell.objectives}
      </Fact>
      <Fact heading="To discuss" nothing={!cell.discuss}>
        {cell.discuss ? 'Yes' : 'No'}
      </Fact>
      <Fact heading="Reason" nothing={cell.reason === ''}>
        {cell.reason}
      </Fact>
    </tr>
  );
}

interface FactProps {
  heading: string;
  numeric?: boolean;
  /** Whether it says nothing that its absence would not say. */
  nothing?: boolean;
  children: ReactNode;
}

/** One fact of a row, with its name beside it where the rows are cards. */
function Fact({ heading, numeric = false, nothing = false, children }: FactProps) {
  const classes = ['nhsuk-table__cell', numeric && 'nhsuk-table__cell--numeric', nothing && 'app-table__nothing'];
  return (
    <td {...asCell} className={classes.filter(Boolean).join(' ')}>
      <span className="nhsuk-table-responsive__heading" aria-hidden>
        {heading}{' '}
      </span>
      <span>{children}</span>
    </td>
  );
}

function Totals({ picture }: { picture: Picture }) {
  return (
    <Table
      responsive
      firstCellIsHeader
      className="nhsuk-table--compact app-table"
      caption="Each goal and initiative"
      captionProps={{ id: 'totals' }}
    >
      <Table.Head>
        <Table.Row>
          {['Goal or initiative', 'Kind', 'Due', 'Aligned', 'What stands out'].map((word) => (
            <Table.Cell key={word}>{word}</Table.Cell>
          ))}
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {picture.rows.map((row) => (
          <Table.Row key={row.target.id}>
            <Table.Cell>
              <AppTargetLink id={row.target.id}>
                {row.target.code} {row.target.title}
              </AppTargetLink>
            </Table.Cell>
            <Table.Cell>{capitalised(targetKind(row.target.kind))}</Table.Cell>
            <Table.Cell>{row.target.due === null ? 'No date' : monthInWords(row.target.due)}</Table.Cell>
            <Table.Cell>{alignedInWords(row)}</Table.Cell>
            <Table.Cell className={row.stands_out === '' ? 'app-table__nothing' : undefined}>
              {capitalised(row.stands_out)}
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}
