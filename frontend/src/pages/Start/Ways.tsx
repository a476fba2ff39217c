import type { SignInOptions } from '../../api/session';
import { startAddress } from './present';

interface WaysProps {
  options: SignInOptions['options'];
  returnTo: string | undefined;
}

/** One way in is the thing to press; of several one chooses. They leave these pages, so they are not the router's. */
export function Ways({ options, returnTo }: WaysProps) {
  const [only, another] = options;
  if (only === undefined) return <p>Use the sign-in link that your organisation gave you.</p>;
  if (another === undefined) {
    return (
      <a className="nhsuk-button" href={startAddress(only.start, returnTo)}>
        {only.name}
      </a>
    );
  }
  return (
    <>
      <p>Choose your organisation.</p>
      <ul className="nhsuk-list app-places">
        {options.map(({ name, start }) => (
          <li key={start} className="app-places__place">
            <a className="app-places__link" href={startAddress(start, returnTo)}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
