import { AppDiscuss, AppState } from '../../components/AppStateMark';
import { cellLook, counted, monthInWords } from '../../present';
import type { Picture } from './present';
import type { CellId } from './search';
import { openerId } from './useCell';

interface OneOrganisationProps {
  picture: Picture;
  organisation: string;
  open: (cell: CellId) => void;
}

/** The picture of one organisation on a narrow screen: all goals and initiatives, with what it does about each. */
export function OneOrganisation({ picture, organisation, open }: OneOrganisationProps) {
  return picture.groups.map(({ heading, rows }) => (
    <section key={heading} className="app-one">
      <h2 className="nhsuk-heading-m app-one__title">{heading}</h2>
      <ul className="app-one__list">
        {rows.map(({ target, cells }) => {
          const cell = cells.find((one) => one.organisation === organisation);
          if (cell === undefined) return null;
          const id = { target: target.id, organisation };
          return (
            <li key={target.id}>
              <button type="button" className="app-one__cell" id={openerId(id)} onClick={() => open(id)}>
                <bdi className="app-one__name">
                  {target.code} {target.title}
                </bdi>
                <AppState look={cellLook(cell)} />
                {cell.objectives > 0 && (
                  <span className="app-one__objectives">{counted(cell.objectives, 'objective')}</span>
                )}
                {cell.source !== undefined && <span className="app-one__objectives">In a joint strategy</span>}
                {cell.discuss && <AppDiscuss />}
                {target.due !== null && <span className="app-one__objectives">Due {monthInWords(target.due)}</span>}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  ));
}
