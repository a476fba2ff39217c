// What every address stands in: the frame, and one organisation.
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  notFound,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { organisationQuery } from './api/organisations';
import { remindersQuery } from './api/reminders';
import { sessionQuery, signInQuery, type Place } from './api/session';
import { AppFrame } from './components/AppFrame';
import { NotFound } from './pages/NotFound/NotFound';
import { mayReadStrategy, placeIsInSystems } from './places';
import { known, systemSearch } from './search';

interface Context {
  queries: QueryClient;
}

export const root = createRootRouteWithContext<Context>()({
  // The frame says whether this is a demonstration; without an answer it says nothing, and the page speaks for itself.
  beforeLoad: ({ context }) =>
    context.queries
      .query(known(signInQuery()))
      .catch(() => undefined)
      .then(() => undefined),
  component: AppFrame,
  notFoundComponent: NotFound,
});

/** Everything below is seen as one organisation, which is in the address and nowhere else. */
export const organisation = createRoute({
  getParentRoute: () => root,
  path: '/organisations/$organisation',
  validateSearch: systemSearch,
  search: { middlewares: [retainSearchParams(['system'])] },
  beforeLoad: async ({ context, params, search }) => {
    const session = await context.queries.query(known(sessionQuery()));
    const place = session.places.find(({ organisation: { id } }) => id === params.organisation);
    if (place === undefined) throw notFound();
    if (!placeIsInSystems(place)) return { place, alone: false };
    const { systems } = await context.queries.query(known(organisationQuery(params.organisation)));
    const first = systems[0];
    if (systems.length > 1 && first !== undefined && search.system === undefined) {
      throw redirect({ to: '.', search: { ...search, system: first.system.id }, replace: true });
    }
    return { place, alone: systems.length === 0 };
  },
  loaderDeps: ({ search: { system } }) => ({ system }),
});

/** What is seen within a system has nothing to show an organisation that belongs to none. */
export function needsSystem({ context, params }: { context: { alone: boolean }; params: { organisation: string } }) {
  if (context.alone) throw redirect({ to: '/organisations/$organisation/no-system', params, replace: true });
}

/** What reminds those who read the strategy of what waits for them. A page without an answer does without reminders. */
export async function reminders({
  context,
  params,
}: {
  context: Context & { place: Place };
  params: { organisation: string };
}) {
  if (!mayReadStrategy(context.place)) return;
  await context.queries.query(known(remindersQuery(params.organisation))).catch(() => undefined);
}
