import { Link } from '@tanstack/react-router';
import { AppPage } from '../../components/AppPage';

/** What is not there and what is not yours to see look alike. */
export function NotFound() {
  return (
    <AppPage title="Page not found">
      <p>
        If you typed the address, check that it is right. If you followed a link, what it led to may not be shared with
        you.
      </p>
      <p>
        <Link to="/">Go to your start page</Link>
      </p>
    </AppPage>
  );
}
