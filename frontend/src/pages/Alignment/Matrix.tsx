import { AppOrganisationLink } from '../../components/AppLinks';
import { columnCode, shortName } from '../../present';
import { MatrixRows } from './MatrixRows';
import type { Picture } from './present';
import type { CellId } from './search';
import { place, useGrid } from './useGrid';

// Up to here a column is wide enough to be headed with a name across; more of them are headed with names upwards.
const comfortable = 8;
// And up to here a window of 1280 px holds every column; more of them scroll in a box of their own.
const compact = 17;

interface MatrixProps {
  picture: Picture;
  opened: CellId | undefined;
  open: (cell: CellId) => void;
}

function density(columns: number): string {
  if (columns === 1) return 'alone';
  if (columns <= comfortable) return 'comfortable';
  return columns <= compact ? 'compact' : 'crowded';
}

/** The picture, as a grid that the arrow keys move about in. */
export function Matrix({ picture, opened, open }: MatrixProps) {
  const { organisations, rows } = picture;
  // A row's count of the aligned says nothing where there is one organisation to count.
  const counts = organisations.length > 1;
  const columns = organisations.length + (counts ? 3 : 2);
  const { active, onKeyDown, onFocus } = useGrid({ rows: rows.length + 1, columns });
  const at = (column: number) => ({
    ...place(0, column),
    tabIndex: active.row === 0 && active.column === column ? 0 : -1,
  });
  return (
    <div className={`app-matrix__box app-matrix__box--${density(organisations.length)}`}>
      <table
        className={`app-matrix app-matrix--${density(organisations.length)}`}
        role="grid"
        aria-label="Goals and shared initiatives by organisation"
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        <colgroup>
          <col className="app-matrix__col-target" />
          {organisations.map(({ organisation }) => (
            <col key={organisation.id} className="app-matrix__col-organisation" />
          ))}
          {counts && <col className="app-matrix__col-aligned" />}
          <col className="app-matrix__col-out" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className="app-matrix__corner" {...at(0)}>
              Goal or initiative
            </th>
            {organisations.map(({ organisation, note }, index) => (
              <th key={organisation.id} scope="col" className="app-matrix__organisation">
                <AppOrganisationLink id={organisation.id} className="app-matrix__organisation-link" {...at(index + 1)}>
                  <span className="app-matrix__name">{shortName(organisation.name)}</span>{' '}
                  <span className="app-matrix__code">{columnCode(organisation)}</span>
                  {note !== '' && <span className="nhsuk-u-visually-hidden"> {note}</span>}
                </AppOrganisationLink>
              </th>
            ))}
            {counts && (
              <th scope="col" className="app-matrix__aligned" {...at(organisations.length + 1)}>
                Aligned
              </th>
            )}
            <th scope="col" className="app-matrix__out" {...at(columns - 1)}>
              What stands out
            </th>
          </tr>
        </thead>
        <MatrixRows picture={picture} counts={counts} active={active} opened={opened} open={open} />
      </table>
    </div>
  );
}
