import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { organisationQuery } from '../api/organisations';
import { sessionQuery, type Place } from '../api/session';
import { entriesOf, maySearch, maySeeTokens, placeIsInSystems } from '../places';
import { shortName } from '../present';
import { AppSearch } from './AppSearch';
import { stillSignedIn, useSignOut } from './useSignOut';

/** Service name, who I act as, where I can go; whoever is signed in can sign out, from wherever they are. */
export function AppHeader() {
  const { organisation } = useParams({ strict: false });
  // The routes that need a session have asked for it already: here it is read, never waited for.
  const { data: session } = useQuery({ ...sessionQuery(), enabled: organisation !== undefined });
  const place = session?.places.find((one) => one.organisation.id === organisation);
  return (
    <header className="app-header">
      <div className="app-header__bar">
        <div className="app-width app-width--wide app-header__inner">
          <Link className="app-header__service" to="/">
            Throughline
          </Link>
          {session !== undefined && (
            <div className="app-header__account">
              {place !== undefined && (
                <span className="app-header__acting">
                  <span className="app-header__quiet">Acting as </span>
                  <strong>{place.organisation.name}</strong>
                </span>
              )}
              {place !== undefined && session.places.length > 1 && (
                <Link to="/organisations">
                  Change<span className="nhsuk-u-visually-hidden"> who you act as</span>
                </Link>
              )}
              {place !== undefined && maySeeTokens(place) && (
                <Link to="/organisations/$organisation/tokens" params={{ organisation: place.organisation.id }}>
                  API tokens
                </Link>
              )}
              <SignOut person={session.person.name} />
            </div>
          )}
        </div>
      </div>
      {place !== undefined && <Navigation place={place} />}
    </header>
  );
}

function Navigation({ place }: { place: Place }) {
  const params = { organisation: place.organisation.id };
  return (
    <div className="app-navigation">
      <div className="app-width app-width--wide app-navigation__inner">
        <nav aria-label="Main">
          <ul className="app-navigation__list">
            {entriesOf(place).map(({ to, word }) => (
              <li key={to}>
                <Link
                  className="app-navigation__link"
                  to={to}
                  params={params}
                  activeOptions={{ includeSearch: false }}
                  activeProps={{ 'aria-current': 'page' }}
                >
                  {word}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        {maySearch(place) && <AppSearch organisation={place.organisation.id} />}
        {placeIsInSystems(place) && <Systems organisation={place.organisation.id} />}
      </div>
    </div>
  );
}

/** Which of its systems an organisation looks at; an organisation in one system has nothing to choose. */
function Systems({ organisation }: { organisation: string }) {
  const { data } = useQuery(organisationQuery(organisation));
  if (data === undefined || data.systems.length < 2) return null;
  return (
    <nav aria-label="System">
      <ul className="app-navigation__list app-navigation__list--systems">
        {data.systems.map(({ system }) => (
          <li key={system.id}>
            <Link
              className="app-navigation__link"
              to="/organisations/$organisation"
              params={{ organisation }}
              search={{ system: system.id }}
            >
              {shortName(system.name)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function SignOut({ person }: { person: string }) {
  const out = useSignOut();
  return (
    <span className="app-header__person">
      <Link to="/account/sessions">{person}</Link>
      <button type="button" className="app-header__button" disabled={out.isPending} onClick={() => out.mutate()}>
        Sign out
      </button>
      {out.isError && <span role="alert">{stillSignedIn}</span>}
    </span>
  );
}
