import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { signInQuery } from '../../api/session';
import { AppPage } from '../../components/AppPage';
import { hasDrafts } from '../../forms/draft';
import { Ways } from './Ways';

const route = getRouteApi('/');
const ownRoute = getRouteApi('/start/$code');

export function Start() {
  const { data: signIn } = useSuspenseQuery(signInQuery());
  const { return_to: returnTo } = route.useSearch();
  return (
    <AppPage title="Throughline">
      <p className="app-lede">
        See how each organisation’s digital strategy meets the goals of its integrated care system, and where people
        need to talk.
      </p>
      {returnTo !== undefined && (
        <p>
          Sign in to go on to the page you asked for.
          {hasDrafts() && ' What you typed and could not save is kept in this tab for you alone.'}
        </p>
      )}
      <h2 className="nhsuk-heading-m">Sign in</h2>
      <Ways options={signIn.options} returnTo={returnTo} />
      <ByCode returnTo={returnTo} />
    </AppPage>
  );
}

/** An organisation's own way in, by the code that its people know. Nobody's ways are shown to anybody else. */
function ByCode({ returnTo }: { returnTo: string | undefined }) {
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const go = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wanted = code.trim();
    if (wanted === '') return;
    void navigate({ to: '/start/$code', params: { code: wanted }, search: { return_to: returnTo } });
  };
  return (
    <form onSubmit={go} className="app-bycode">
      <label className="nhsuk-label" htmlFor="code">
        Your organisation’s code
        <span className="app-quiet app-bycode__hint">
          Its ODS code, such as RXX, or the one in the link it gave you
        </span>
      </label>
      <div className="app-bycode__row">
        <input
          className="nhsuk-input"
          id="code"
          name="code"
          autoComplete="organization"
          maxLength={64}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        <button className="nhsuk-button nhsuk-button--secondary" type="submit">
          Find your sign-in
        </button>
      </div>
    </form>
  );
}

/** One organisation's own ways in. A code of nobody's and one without a way in look alike. */
export function OwnStart() {
  const { code } = ownRoute.useParams();
  const { return_to: returnTo } = ownRoute.useSearch();
  const { data: signIn } = useSuspenseQuery(signInQuery(code));
  if (signIn.options.length === 0) {
    return (
      <AppPage title="We could not find a way to sign in">
        <p>
          There is no way to sign in with the code ‘{code}’. Check the code, or ask whoever looks after Throughline in
          your organisation for its link.
        </p>
        <p>
          <Link to="/">Go to the start page</Link>
        </p>
      </AppPage>
    );
  }
  return (
    <AppPage title="Sign in">
      <Ways options={signIn.options} returnTo={returnTo} />
    </AppPage>
  );
}
