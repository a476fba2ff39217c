import type { Measure } from '../api/published';
import { capitalised, measureRange } from '../present';

/** How anybody will know that it worked. */
export function AppMeasures({ measures }: { measures: Measure[] }) {
  if (measures.length === 0) return <>No measure is written.</>;
  return (
    <ul className="app-plain">
      {measures.map((measure) => (
        <li key={measure.name}>
          {capitalised(measure.name)}
          {measureRange(measure) !== '' && (
            <>
              , <strong>{measureRange(measure)}</strong>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
