import { getRouteApi } from '@tanstack/react-router';
import type { Member } from '../../api/organisations';
import { AppOrganisationLink, AppTargetLink } from '../../components/AppLinks';
import { AppSortHeading } from '../../components/AppSortHeading';
import { AppState } from '../../components/AppStateMark';
import { capitalised, cellLook, monthInWords, shortName, targetKind } from '../../present';
import { alignedInWords, sorted, tableRows, type Picture } from './present';
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
        <table className="nhsuk-table nhsuk-table--compact app-table">
          <caption className="nhsuk-table__caption" id="cells">
            Each goal and initiative by organisation
          </caption>
          <thead>
            <tr>
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
          <tbody>
            {rows.map(({ target, organisation, cell }) => (
              <tr key={openerId({ target: target.id, organisation: organisation.id })}>
                <th scope="row" className="nhsuk-table__header">
                  {target.code} {target.title}
                </th>
                <td className="nhsuk-table__cell">
                  <AppOrganisationLink id={organisation.id}>{shortName(organisation.name)}</AppOrganisationLink>
                </td>
                <td className="nhsuk-table__cell">
                  <button
                    type="button"
                    className="app-link-button app-link-button--state"
                    id={openerId({ target: target.id, organisation: organisation.id })}
                    onClick={() => open({ target: target.id, organisation: organisation.id })}
                  >
                    <AppState look={cellLook(cell)} />
                    <span className="nhsuk-u-visually-hidden">
                      {' '}
                      ({target.code} and {shortName(organisation.name)})
                    </span>
                  </button>
                </td>
                <td className="nhsuk-table__cell nhsuk-table__cell--numeric">{cell.objectives}</td>
                <td className="nhsuk-table__cell">{cell.discuss ? 'Yes' : 'No'}</td>
                <td className="nhsuk-table__cell">{cell.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Totals({ picture }: { picture: Picture }) {
  return (
    <table className="nhsuk-table nhsuk-table--compact app-table">
      <caption className="nhsuk-table__caption" id="totals">
        Each goal and initiative
      </caption>
      <thead>
        <tr>
          {['Goal or initiative', 'Kind', 'Due', 'Aligned', 'What stands out'].map((word) => (
            <th key={word} scope="col" className="nhsuk-table__header">
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {picture.rows.map((row) => (
          <tr key={row.target.id}>
            <th scope="row" className="nhsuk-table__header">
              <AppTargetLink id={row.target.id}>
                {row.target.code} {row.target.title}
              </AppTargetLink>
            </th>
            <td className="nhsuk-table__cell">{capitalised(targetKind(row.target.kind))}</td>
            <td className="nhsuk-table__cell">{row.target.due === null ? 'No date' : monthInWords(row.target.due)}</td>
            <td className="nhsuk-table__cell">{alignedInWords(row)}</td>
            <td className="nhsuk-table__cell">{capitalised(row.stands_out)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
