import { getRouteApi } from '@tanstack/react-router';
import { Select } from 'nhsuk-react-components';
import type { AlignmentMatrix } from '../../api/alignment';
import type { Member } from '../../api/organisations';
import { capitalised } from '../../present';
import { csvOf, download } from './csv';
import { fileName, fileRows, type Picture } from './present';
import { alignmentSearch, type AlignmentSearch } from './search';

const route = getRouteApi('/organisations/$organisation/alignment');

interface ToolbarProps {
  matrix: AlignmentMatrix;
  picture: Picture;
  members: Member[];
}

type Change = (changed: Record<string, unknown>) => void;

/** What is shown, how, and the same to take away. Everything that is chosen here is in the address. */
export function Toolbar({ matrix, picture, members }: ToolbarProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const go = (changed: Record<string, unknown>, replace: boolean) =>
    void navigate({
      search: ({ system, ...rest }) => ({ system, ...alignmentSearch({ ...rest, ...changed }) }),
      replace,
      resetScroll: false,
    });
  return (
    <div className="app-toolbar">
      <Filters search={search} alone={matrix.organisations.length === 1} change={(changed) => go(changed, true)} />
      <div className="app-toolbar__ways">
        <div role="group" aria-label="View" className="app-toolbar__views">
          {(['picture', 'table'] as const).map((view) => (
            <button
              key={view}
              type="button"
              className="app-toolbar__view"
              aria-pressed={(search.view ?? 'picture') === view}
              onClick={() => go({ view, cell: undefined }, false)}
            >
              {capitalised(view)}
            </button>
          ))}
        </div>
        <button
          type="button"
          className="app-link-button"
          onClick={() => download(fileName(matrix), csvOf(fileRows(picture, members)))}
        >
          Download as CSV
        </button>
      </div>
    </div>
  );
}

interface FiltersProps {
  search: AlignmentSearch;
  /** An organisation that sees only itself has no others to choose. */
  alone: boolean;
  change: Change;
}

/** The filters act at once: each takes away or brings back what is below, and moves nothing else. */
function Filters({ search, alone, change }: FiltersProps) {
  return (
    <div className="app-toolbar__filters">
      <Select
        label="Rows"
        id="rows"
        name="rows"
        value={search.rows ?? 'all'}
        onChange={(event) => change({ rows: event.target.value })}
      >
        <Select.Option value="all">All</Select.Option>
        <Select.Option value="goals">Goals</Select.Option>
        <Select.Option value="initiatives">Shared initiatives</Select.Option>
      </Select>
      {!alone && (
        <Select
          label="Organisations"
          id="organisations"
          name="organisations"
          value={search.organisations ?? 'all'}
          onChange={(event) => change({ organisations: event.target.value })}
        >
          <Select.Option value="all">All</Select.Option>
          <Select.Option value="members">Members</Select.Option>
          <Select.Option value="partners">Partners</Select.Option>
        </Select>
      )}
      {/* The design system's checkboxes bring scripts for what a single box does not do. */}
      <div className="nhsuk-checkboxes nhsuk-checkboxes--small app-toolbar__discuss">
        <div className="nhsuk-checkboxes__item">
          <input
            className="nhsuk-checkboxes__input"
            id="discuss"
            name="discuss"
            type="checkbox"
            checked={search.discuss === true}
            onChange={(event) => change({ discuss: event.target.checked })}
          />
          <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor="discuss">
            Only rows with something to discuss
          </label>
        </div>
      </div>
    </div>
  );
}
