import { AppDiscuss, AppState } from '../../components/AppStateMark';
import { statesIn, type Picture } from './present';

/** What the shapes mean. */
export function Legend({ picture }: { picture: Picture }) {
  const { states, discuss } = statesIn(picture);
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
      {picture.organisations.length > 1 && (
        <li className="app-legend__count">
          <strong>2</strong> Number of objectives
        </li>
      )}
    </ul>
  );
}
