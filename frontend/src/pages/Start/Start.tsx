import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { signInQuery, type SignInOptions } from '../../api/session';
import { AppPage } from '../../components/AppPage';
import { startAddress } from './present';

const route = getRouteApi('/');

export function Start() {
  const { data: signIn } = useSuspenseQuery(signInQuery());
  const { return_to: returnTo } = route.useSearch();
  return (
    <AppPage title="Throughline">
      <p className="app-lede">
        See how each organisation’s digital strategy meets the goals of its integrated care system, and where people
        need to talk.
      </p>
      {returnTo !== undefined && <p>Sign in to go on to the page you asked for.</p>}
      <h2 className="nhsuk-heading-m">Sign in</h2>
      {signIn.options.length === 0 ? (
        <p>Use the sign-in link that your organisation gave you.</p>
      ) : (
        <Ways options={signIn.options} returnTo={returnTo} />
      )}
    </AppPage>
  );
}

interface WaysProps {
  options: SignInOptions['options'];
  returnTo: string | undefined;
}

/** One way in is the thing to press; of several one chooses. They leave these pages, so they are not the router's. */
function Ways({ options, returnTo }: WaysProps) {
  const [only, another] = options;
  if (only !== undefined && another === undefined) {
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
