// The addresses that are no organisation's: how one comes in, and what asks for no account. What an organisation has published
// is a page of the server's own, which needs no script.
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { sessionQuery, sessionsQuery, signInQuery } from './api/session';
import { root } from './routes.root';
import { known, startSearch, undefinedWhenSignedOut } from './search';

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: startSearch,
  // Somebody who is signed in already has no business here: they go to where they were, or to their place.
  beforeLoad: async ({ context, search }) => {
    const session = await context.queries.query({ ...sessionQuery(), staleTime: 0 }).catch(undefinedWhenSignedOut);
    if (session === undefined) return;
    if (search.return_to !== undefined) throw redirect({ href: search.return_to, replace: true });
    const [place, another] = session.places;
    if (place === undefined || another !== undefined) throw redirect({ to: '/organisations', replace: true });
    throw redirect({
      to: '/organisations/$organisation',
      params: { organisation: place.organisation.id },
      replace: true,
    });
  },
  component: lazyRouteComponent(() => import('./pages/Start/Start'), 'Start'),
});

const places = createRoute({
  getParentRoute: () => root,
  path: '/organisations',
  loader: ({ context }) => context.queries.query(known(sessionQuery())),
  component: lazyRouteComponent(() => import('./pages/Places/Places'), 'Places'),
});

const ownStart = createRoute({
  getParentRoute: () => root,
  path: '/start/$code',
  validateSearch: startSearch,
  loader: ({ context, params }) => context.queries.query(known(signInQuery(params.code))),
  component: lazyRouteComponent(() => import('./pages/Start/Start'), 'OwnStart'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./pages/Invitation/Invitation'), 'Invitation'),
});

const feedback = createRoute({
  getParentRoute: () => root,
  path: '/feedback',
  component: lazyRouteComponent(() => import('./pages/Feedback/GiveFeedback'), 'GiveFeedback'),
});

const sessions = createRoute({
  getParentRoute: () => root,
  path: '/account/sessions',
  loader: ({ context }) =>
    Promise.all([context.queries.query(known(sessionQuery())), context.queries.query(sessionsQuery())]),
  component: lazyRouteComponent(() => import('./pages/Account/Sessions'), 'Sessions'),
});

export const outsideRoutes = [start, ownStart, invitation, feedback, places, sessions] as const;
