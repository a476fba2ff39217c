import type { AlignmentMatrix } from '../../api/alignment';
import { AppDiscuss, AppState } from '../../components/AppStateMark';
import { statesIn } from './present';

/** What the shapes mean. It speaks of the whole matrix, so that a filter does not move what is below. */
export function Legend({ matrix }: { matrix: AlignmentMatrix }) {
  const { states, discuss } = statesIn(matrix.rows);
  return (
    <ul className="app-legend" aria-label="What the shapes mean">
      {states.map((state) => (
        <li key={state}>
          <AppState state={state} />
        </li>
      ))}
      {discuss && (
        <li>
          <AppDiscuss />
        </li>
      )}
      {matrix.organisations.length > 1 && (
        <li className="app-legend__count">
          <strong>2</strong> Number of objectives
        </li>
      )}
    </ul>
  );
}
