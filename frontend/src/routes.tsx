import type { QueryClient } from '@tanstack/react-query';
import {
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
  type RouterHistory,
} from '@tanstack/react-router';
import { matrixQuery } from './api/alignment';
import { inboxQuery } from './api/inbox';
import { membersQuery } from './api/organisations';
import { publishedLensQuery } from './api/lens';
import { objectiveQuery, publishedOrganisationQuery, targetQuery, targetsQuery } from './api/published';
import { AppProblem } from './components/AppProblem';
import { AppWaiting } from './components/AppWaiting';
import { alignmentSearch } from './pages/Alignment/search';
import { NotFound } from './pages/NotFound/NotFound';
import { auditSearch } from './pages/Audit/present';
import { auditQuery } from './api/audit';
import { capabilitiesQuery } from './api/capabilities';
import { connectionsQuery } from './api/connections';
import { invitationsQuery } from './api/invitations';
import { peopleQuery } from './api/people';
import { registerQuery, registeredQuery, repairsQuery, requestsQuery } from './api/platform';
import { settingsQuery } from './api/settings';
import { tokensQuery } from './api/tokens';
import { entriesOf } from './places';
import { boardRoutes } from './routes.board';
import { outsideRoutes } from './routes.outside';
import { needsSystem, organisation, reminders, root } from './routes.root';
import { strategyRoutes } from './routes.strategy';
import { inboxSearch, known, lensSearch, memberSearch, replacesSearch, wordsSearch } from './search';

const noSystem = createRoute({
  getParentRoute: () => organisation,
  path: '/no-system',
  loader: reminders,
  component: lazyRouteComponent(() => import('./pages/NoSystem/NoSystem'), 'NoSystem'),
});

const home = createRoute({
  getParentRoute: () => organisation,
  path: '/',
  beforeLoad: ({ context, params }) => {
    const [first] = entriesOf(context.place);
    if (first === undefined) throw notFound();
    throw redirect({ to: first.to, params, replace: true });
  },
});

const alignment = createRoute({
  getParentRoute: () => organisation,
  path: '/alignment',
  beforeLoad: needsSystem,
  validateSearch: alignmentSearch,
  loaderDeps: ({ search: { system } }) => ({ system }),
  loader: ({ context, params, deps }) =>
    Promise.all([
      context.queries.query(known(matrixQuery(params.organisation, deps.system))),
      context.queries.query(known(membersQuery(params.organisation, deps.system))),
      reminders({ context, params }),
    ]),
  component: lazyRouteComponent(() => import('./pages/Alignment/Alignment'), 'Alignment'),
});

const inbox = createRoute({
  getParentRoute: () => organisation,
  path: '/inbox',
  validateSearch: inboxSearch,
  beforeLoad: needsSystem,
  loaderDeps: ({ search: { system } }) => ({ system }),
  loader: ({ context, params, deps }) => context.queries.query(inboxQuery(params.organisation, deps.system)),
  component: lazyRouteComponent(() => import('./pages/Inbox/Inbox'), 'Inbox'),
});

const members = createRoute({
  getParentRoute: () => organisation,
  path: '/members',
  loaderDeps: ({ search: { system } }) => ({ system }),
  loader: ({ context, params, deps }) => context.queries.query(known(membersQuery(params.organisation, deps.system))),
  component: lazyRouteComponent(() => import('./pages/Members/Members'), 'Members'),
});

const shared = createRoute({
  getParentRoute: () => organisation,
  path: '/shared-with-us',
  beforeLoad: needsSystem,
  loaderDeps: ({ search: { system } }) => ({ system }),
  loader: ({ context, params, deps }) => context.queries.query(known(targetsQuery(params.organisation, deps.system))),
  component: lazyRouteComponent(() => import('./pages/Shared/Shared'), 'Shared'),
});

const member = createRoute({
  getParentRoute: () => organisation,
  path: '/published/organisations/$member',
  loaderDeps: ({ search: { system } }) => ({ system }),
  loader: ({ context, params, deps }) =>
    context.queries.query(known(publishedOrganisationQuery(params.organisation, params.member, deps.system))),
  component: lazyRouteComponent(() => import('./pages/Organisation/Organisation'), 'Organisation'),
});

const memberRoles = createRoute({
  getParentRoute: () => organisation,
  path: '/published/organisations/$member/roles',
  validateSearch: lensSearch,
  loaderDeps: ({ search: { system, role } }) => ({ system, role }),
  loader: ({ context, params: { organisation: acting, member: id }, deps: { system, role } }) =>
    Promise.all([
      context.queries.query(known(publishedOrganisationQuery(acting, id, system))),
      context.queries.query(publishedLensQuery(acting, id, role)),
    ]),
  component: lazyRouteComponent(() => import('./pages/Roles/Roles'), 'Roles'),
});

const objective = createRoute({
  getParentRoute: () => organisation,
  path: '/published/objectives/$objective',
  loaderDeps: ({ search: { system } }) => ({ system }),
  loader: ({ context, params, deps }) =>
    context.queries.query(known(objectiveQuery(params.organisation, params.objective, deps.system))),
  component: lazyRouteComponent(() => import('./pages/Objective/Objective'), 'Objective'),
});

const target = createRoute({
  getParentRoute: () => organisation,
  path: '/published/targets/$target',
  loader: ({ context, params }) => context.queries.query(known(targetQuery(params.organisation, params.target))),
  component: lazyRouteComponent(() => import('./pages/Target/Target'), 'Target'),
});

const capabilities = createRoute({
  getParentRoute: () => organisation,
  path: '/capabilities',
  beforeLoad: needsSystem,
  validateSearch: wordsSearch,
  loaderDeps: ({ search: { system, words } }) => ({ system, words }),
  loader: ({ context, params, deps }) =>
    context.queries.query(known(capabilitiesQuery(params.organisation, deps.system, deps.words))),
  component: lazyRouteComponent(() => import('./pages/Capabilities/Capabilities'), 'Capabilities'),
});

const newCapability = createRoute({
  getParentRoute: () => organisation,
  path: '/new-capability',
  validateSearch: replacesSearch,
  loaderDeps: ({ search: { system } }) => ({ system }),
  loader: ({ context, params, deps }) =>
    context.queries.query(known(capabilitiesQuery(params.organisation, deps.system))),
  component: lazyRouteComponent(() => import('./pages/Capabilities/AddCapability'), 'AddCapability'),
});

const capability = createRoute({
  getParentRoute: () => organisation,
  path: '/capabilities/$capability',
  loaderDeps: ({ search: { system } }) => ({ system }),
  loader: ({ context, params, deps }) =>
    context.queries.query(known(capabilitiesQuery(params.organisation, deps.system))),
  component: lazyRouteComponent(() => import('./pages/Capabilities/Capability'), 'Capability'),
});

const settings = createRoute({
  getParentRoute: () => organisation,
  path: '/settings',
  beforeLoad: needsSystem,
  loaderDeps: ({ search: { system } }) => ({ system }),
  loader: ({ context, params, deps }) => context.queries.query(known(settingsQuery(params.organisation, deps.system))),
  component: lazyRouteComponent(() => import('./pages/Settings/Settings'), 'Settings'),
});

const people = createRoute({
  getParentRoute: () => organisation,
  path: '/people',
  loader: ({ context, params }) =>
    Promise.all([
      context.queries.query(known(peopleQuery(params.organisation))),
      context.queries.query(known(invitationsQuery(params.organisation))),
    ]),
  component: lazyRouteComponent(() => import('./pages/People/People'), 'People'),
});

const tokens = createRoute({
  getParentRoute: () => organisation,
  path: '/tokens',
  loader: ({ context, params }) => context.queries.query(known(tokensQuery(params.organisation))),
  component: lazyRouteComponent(() => import('./pages/Tokens/Tokens'), 'Tokens'),
});

const connections = createRoute({
  getParentRoute: () => organisation,
  path: '/connections',
  loader: ({ context, params }) => context.queries.query(connectionsQuery(params.organisation)),
  component: lazyRouteComponent(() => import('./pages/Connections/Connections'), 'Connections'),
});

const newConnection = createRoute({
  getParentRoute: () => organisation,
  path: '/connections/new',
  component: lazyRouteComponent(() => import('./pages/Connections/NewConnection'), 'NewConnection'),
});

const connection = createRoute({
  getParentRoute: () => organisation,
  path: '/connections/$connection',
  loader: ({ context, params }) => context.queries.query(connectionsQuery(params.organisation)),
  component: lazyRouteComponent(() => import('./pages/Connections/Connection'), 'Connection'),
});

const audit = createRoute({
  getParentRoute: () => organisation,
  path: '/audit',
  validateSearch: auditSearch,
  loaderDeps: ({ search }) => ({ filter: auditSearch({ ...search }) }),
  loader: ({ context, params, deps }) => context.queries.infiniteQuery(auditQuery(params.organisation, deps.filter)),
  component: lazyRouteComponent(() => import('./pages/Audit/Audit'), 'Audit'),
});

const register = createRoute({
  getParentRoute: () => organisation,
  path: '/register',
  validateSearch: wordsSearch,
  loaderDeps: ({ search: { words } }) => ({ words }),
  loader: ({ context, params, deps }) =>
    context.queries.infiniteQuery(registerQuery(params.organisation, deps.words ?? '')),
  component: lazyRouteComponent(() => import('./pages/Register/Register'), 'Register'),
});

const addOrganisation = createRoute({
  getParentRoute: () => organisation,
  path: '/register/add',
  component: lazyRouteComponent(() => import('./pages/Register/AddOrganisation'), 'AddOrganisation'),
});

const registered = createRoute({
  getParentRoute: () => organisation,
  path: '/register/$member',
  loader: ({ context, params }) => context.queries.query(known(registeredQuery(params.organisation, params.member))),
  component: lazyRouteComponent(() => import('./pages/Register/Registered'), 'Registered'),
});

const approvals = createRoute({
  getParentRoute: () => organisation,
  path: '/approvals',
  loader: ({ context, params }) => context.queries.query(known(requestsQuery(params.organisation))),
  component: lazyRouteComponent(() => import('./pages/Approvals/Approvals'), 'Approvals'),
});

const repairs = createRoute({
  getParentRoute: () => organisation,
  path: '/repairs',
  validateSearch: memberSearch,
  loader: ({ context, params }) => context.queries.query(known(repairsQuery(params.organisation))),
  component: lazyRouteComponent(() => import('./pages/Repairs/Repairs'), 'Repairs'),
});

const tree = root.addChildren([
  ...outsideRoutes,
  organisation.addChildren([
    home,
    noSystem,
    alignment,
    inbox,
    members,
    ...strategyRoutes,
    ...boardRoutes,
    shared,
    member,
    memberRoles,
    objective,
    target,
    capabilities,
    newCapability,
    capability,
    settings,
    people,
    tokens,
    connections,
    newConnection,
    connection,
    audit,
    register,
    addOrganisation,
    registered,
    approvals,
    repairs,
  ]),
]);

/** The router of one open page; without a history of its own it keeps the browser's. */
export function newRouter(queries: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree: tree,
    history,
    context: { queries },
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 300,
    defaultPendingMinMs: 300,
    defaultPendingComponent: AppWaiting,
    defaultErrorComponent: AppProblem,
    defaultNotFoundComponent: NotFound,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}
