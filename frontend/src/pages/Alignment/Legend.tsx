import type { AlignmentMatrix } from '../../api/alignment';
import { AppDiscuss, AppState } from '../../components/AppStateMark';
import { looksIn } from './present';

/** What the shapes mean. It speaks of the whole matrix, so that a filter does not move what is below. */
export function Legend({ matrix }: { matrix: AlignmentMatrix }) {
  const { looks, discuss } = looksIn(matrix.rows);
  return (
    <ul className="app-legend" aria-label="What the shapes mean">
      {looks.map((look) => (
        <li key={look.word}>
          <AppState look={look} />
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
