// The addresses that are no organisation's: how one comes in, and what asks for no account.
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { publicQuery } from './api/public';
import { sessionQuery, sessionsQuery, signInQuery } from './api/session';
import { root } from './routes.root';
import { known, notFoundWhenMissing, startSearch, undefinedWhenSignedOut } from './search';

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

const accessibility = createRoute({
  getParentRoute: () => root,
  path: '/accessibility-statement',
  component: lazyRouteComponent(() => import('./pages/Accessibility/Accessibility'), 'Accessibility'),
});

const published = createRoute({
  getParentRoute: () => root,
  path: '/published/$publisher',
  // An organisation with an ODS code has one address, whichever way one came.
  loader: async ({ context, params }) => {
    const { publisher } = await context.queries.query(publicQuery(params.publisher)).catch(notFoundWhenMissing);
    if (publisher.ods_code !== null && publisher.ods_code !== params.publisher) {
      throw redirect({ to: '/published/$publisher', params: { publisher: publisher.ods_code }, replace: true });
    }
  },
  component: lazyRouteComponent(() => import('./pages/Published/Published'), 'Published'),
  notFoundComponent: lazyRouteComponent(() => import('./pages/Published/Published'), 'NothingPublished'),
});

export const outsideRoutes = [
  start,
  ownStart,
  invitation,
  feedback,
  places,
  sessions,
  accessibility,
  published,
] as const;
