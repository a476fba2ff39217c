import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sessionQuery } from '../../api/session';
import { AppPage } from '../../components/AppPage';
import { rolesInWords } from '../../present';

/** Where somebody with several places chooses one; and where somebody with none learns why nothing is here. */
export function Places() {
  const { data: session } = useSuspenseQuery(sessionQuery());
  if (session.places.length === 0) {
    return (
      <AppPage title="You have no organisation yet">
        <p>
          You are signed in as {session.person.name}, and no organisation has given you a role. Ask whoever looks after
          Throughline in your organisation to invite you.
        </p>
      </AppPage>
    );
  }
  return (
    <AppPage title="Choose who you act as">
      <ul className="nhsuk-list app-places">
        {session.places.map((place) => (
          <li key={place.organisation.id} className="app-places__place">
            <Link
              className="app-places__link"
              to="/organisations/$organisation"
              params={{ organisation: place.organisation.id }}
            >
              {place.organisation.name}
            </Link>
            <span className="app-quiet">{rolesInWords(place)}</span>
          </li>
        ))}
      </ul>
    </AppPage>
  );
}
