import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { signInQuery } from '../../api/session';
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
        <ul className="nhsuk-list app-start__options">
          {signIn.options.map(({ name, start }) => (
            <li key={start}>
              {/* Leaves these pages for the identity provider, so it is not a link of the router. */}
              <a
                className={signIn.options.length === 1 ? 'nhsuk-button' : 'nhsuk-button nhsuk-button--secondary'}
                href={startAddress(start, returnTo)}
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      )}
    </AppPage>
  );
}
