import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { signInQuery } from '../api/session';
import { AppHeader } from './AppHeader';
import { AppSessionWarning } from './AppSessionWarning';

/** What stands round every page. */
export function AppFrame() {
  const { data: signIn } = useQuery(signInQuery());
  return (
    <>
      <a className="app-skip-link" href="#maincontent">
        Skip to main content
      </a>
      {signIn?.demo === true && (
        <aside className="app-demo" aria-label="Demonstration">
          <div className="app-width app-width--wide">
            <strong className="app-demo__word">Demo</strong> These organisations and people are made up. Do not enter
            real information.
          </div>
        </aside>
      )}
      <AppHeader />
      <main className="app-main" id="maincontent" tabIndex={-1}>
        <Outlet />
      </main>
      <AppSessionWarning />
      <footer className="app-footer">
        <div className="app-width app-width--wide">
          {/* The server writes it, for those whose browser runs no script too. */}
          <a href="/accessibility-statement">Accessibility statement</a>
        </div>
      </footer>
    </>
  );
}
