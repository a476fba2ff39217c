import type { ImportLeftOut, ImportPlace, ImportRow } from '../../api/exchange';
import { leavable, leftOutInWords, rowsByNumber } from './present';

/** The places without one of them. */
export const without = (places: ImportPlace[], { sheet, row }: ImportPlace) =>
  places.filter((place) => place.sheet !== sheet || place.row !== row);

/** The rows that are left out, each to be put back; those that go with another come back with it. */
export function LeftOut({ list, putBack }: { list: ImportLeftOut[]; putBack?: (place: ImportPlace) => void }) {
  if (list.length === 0) return null;
  return (
    <section>
      <h3 className="nhsuk-heading-s" id="left-out">
        Left out
      </h3>
      <ul className="app-plain app-plain--spaced" aria-labelledby="left-out">
        {list.map((one) => (
          <li key={`${one.sheet} ${one.row}`}>
            {leftOutInWords(one)}{' '}
            {putBack !== undefined && one.with === 0 && (
              <button
                type="button"
                className="app-link-button"
                onClick={() => putBack({ sheet: one.sheet, row: one.row })}
              >
                Put back
                <span className="nhsuk-u-visually-hidden">
                  {' '}
                  row {one.row} of {one.sheet}
                </span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What leaving a row out means where an item spans several. */
export function LeaveOutRule() {
  return (
    <p>
      You can leave out a row that is not part of your strategy, such as a total, a note or an example. Rows below that
      only add measures, milestones or changes to it are left out with it. A row with the same code or title, as beside
      a merged cell, stays.
    </p>
  );
}

/** Leaves out the rows that say an item: each by itself where there are several. */
export function LeaveOut({ row, leave }: { row: ImportRow; leave: (place: ImportPlace) => void }) {
  return (
    <p className="app-form__end">
      {leavable(row).map(({ place, rows }) => (
        <button
          key={`${place.sheet} ${place.row}`}
          type="button"
          className="app-link-button"
          onClick={() => leave(place)}
        >
          {row.lines.length === 1 ? 'Leave this row out' : `Leave ${rowsByNumber(rows)} out`}
          <span className="nhsuk-u-visually-hidden">
            {row.lines.length === 1 ? ` (row ${place.row} of ${place.sheet})` : ` of ${place.sheet}`}
          </span>
        </button>
      ))}
    </p>
  );
}
