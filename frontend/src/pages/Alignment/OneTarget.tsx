import { getRouteApi, Link } from '@tanstack/react-router';
import { Select } from 'nhsuk-react-components';
import { AppTargetLink } from '../../components/AppLinks';
import { AppDiscuss, AppState } from '../../components/AppStateMark';
import { capitalised, cellLook, counted, monthInWords } from '../../present';
import { alignedInWords, type Picture } from './present';
import type { CellId } from './search';
import { openerId } from './useCell';

const route = getRouteApi('/organisations/$organisation/alignment');

interface OneTargetProps {
  picture: Picture;
  open: (cell: CellId) => void;
}

/** The picture on a narrow screen: one goal or initiative at a time, its organisations as a list. */
export function OneTarget({ picture, open }: OneTargetProps) {
  const { target: chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const index = Math.max(
    0,
    picture.rows.findIndex(({ target }) => target.id === chosen),
  );
  const row = picture.rows[index];
  if (row === undefined) return null;
  const { target, cells } = row;
  return (
    <section aria-labelledby="one-target" className="app-one">
      <Select
        label="Goal or initiative"
        id="target"
        name="target"
        value={target.id}
        onChange={(event) =>
          void navigate({
            search: (rest) => ({ ...rest, target: event.target.value }),
            replace: true,
            resetScroll: false,
          })
        }
      >
        {picture.groups.map(({ heading, rows }) => (
          <optgroup key={heading} label={heading}>
            {rows.map(({ target: { id, code, title } }) => (
              <Select.Option key={id} value={id}>
                {code} {title}
              </Select.Option>
            ))}
          </optgroup>
        ))}
      </Select>
      <h2 className="nhsuk-heading-m app-one__title" id="one-target">
        <AppTargetLink id={target.id}>
          {target.code} {target.title}
        </AppTargetLink>
      </h2>
      <p className="app-one__counts">
        {target.due !== null && <>Due by the end of {monthInWords(target.due)}. </>}
        {row.applicable > 0 && <>Aligned in {alignedInWords(row)}. </>}
        {row.stands_out !== '' && <>{capitalised(row.stands_out)}.</>}
      </p>
      <ul className="app-one__list">
        {picture.organisations.map(({ organisation }) => {
          const cell = cells.find((one) => one.organisation === organisation.id);
          if (cell === undefined) return null;
          const id = { target: target.id, organisation: organisation.id };
          return (
            <li key={organisation.id}>
              <button type="button" className="app-one__cell" id={openerId(id)} onClick={() => open(id)}>
                <span className="app-one__name">{organisation.name}</span>
                <AppState look={cellLook(cell)} />
                {cell.objectives > 0 && (
                  <span className="app-one__objectives">{counted(cell.objectives, 'objective')}</span>
                )}
                {cell.source !== undefined && <span className="app-one__objectives">In a joint strategy</span>}
                {cell.discuss && <AppDiscuss />}
              </button>
            </li>
          );
        })}
      </ul>
      <Neighbours rows={picture.rows} index={index} />
    </section>
  );
}

function Neighbours({ rows, index }: { rows: Picture['rows']; index: number }) {
  const steps = [
    { row: rows[index - 1], word: 'Previous' },
    { row: rows[index + 1], word: 'Next' },
  ];
  return (
    <nav className="app-one__steps" aria-label="Goals and initiatives">
      {steps.map(
        ({ row, word }) =>
          row !== undefined && (
            <Link
              key={word}
              className={`app-one__step app-one__step--${word.toLowerCase()}`}
              from="/organisations/$organisation/alignment"
              to="."
              search={(rest) => ({ ...rest, target: row.target.id })}
              replace
              resetScroll={false}
            >
              {word}{' '}
              <span className="app-one__step-title">
                {row.target.code} {row.target.title}
              </span>
            </Link>
          ),
      )}
    </nav>
  );
}
