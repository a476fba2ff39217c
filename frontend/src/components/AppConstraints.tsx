import type { Constraint } from '../api/published';
import { capitalised, constraintKind } from '../present';

/** What holds an organisation back, in its own words. */
export function AppConstraints({ constraints }: { constraints: Constraint[] }) {
  return (
    <ul className="app-plain app-plain--spaced">
      {constraints.map(({ code, kind, as_written: asWritten, text }) => (
        <li key={code}>
          <strong>{kind === 'other' && asWritten !== '' ? asWritten : capitalised(constraintKind(kind))}.</strong>{' '}
          {text}
        </li>
      ))}
    </ul>
  );
}
