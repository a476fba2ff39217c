// The addresses of an organisation's own strategy.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { checkQuery } from './api/check';
import { editionQuery, editionsQuery } from './api/editions';
import { feedbackLinksQuery } from './api/feedback';
import { jointStrategiesQuery, jointStrategyQuery } from './api/joint';
import { ownLensQuery } from './api/lens';
import { publishedOrganisationQuery } from './api/published';
import { isQuestion, searchQuery } from './api/search';
import { kindsQuery, strategyQuery } from './api/strategy';
import { needsSystem, organisation, reminders } from './routes.root';
import { comparisonSearch, known, lensSearch, previewSearch, soughtSearch, takenOutSearch } from './search';

const strategy = createRoute({
  getParentRoute: () => organisation,
  path: '/strategy',
  beforeLoad: needsSystem,
  loaderDeps: ({ search: { system } }) => ({ system }),
  loader: ({ context, params, deps }) =>
    Promise.all([
      context.queries.query(known(publishedOrganisationQuery(params.organisation, params.organisation, deps.system))),
      context.queries.query(jointStrategiesQuery(params.organisation)),
      reminders({ context, params }),
    ]),
  component: lazyRouteComponent(() => import('./pages/Organisation/Organisation'), 'OwnStrategy'),
});

const draft = createRoute({
  getParentRoute: () => organisation,
  path: '/strategy/draft',
  loader: ({ context, params }) =>
    Promise.all([context.queries.query(strategyQuery(params.organisation)), reminders({ context, params })]),
  component: lazyRouteComponent(() => import('./pages/Strategy/Draft'), 'Draft'),
});

const importing = createRoute({
  getParentRoute: () => organisation,
  path: '/strategy/import',
  loader: ({ context, params }) => context.queries.query(strategyQuery(params.organisation)),
  component: lazyRouteComponent(() => import('./pages/Import/Import'), 'Import'),
});

const documentImport = createRoute({
  getParentRoute: () => organisation,
  path: '/strategy/import/document',
  loader: ({ context, params }) => context.queries.query(strategyQuery(params.organisation)),
  component: lazyRouteComponent(() => import('./pages/Import/Document'), 'Document'),
});

const check = createRoute({
  getParentRoute: () => organisation,
  path: '/strategy/check',
  loader: async ({ context, params }) => {
    const written = await context.queries.query(strategyQuery(params.organisation));
    if (written !== null) await context.queries.query(checkQuery(params.organisation, written.id));
  },
  component: lazyRouteComponent(() => import('./pages/Strategy/Check'), 'Check'),
});

const versions = createRoute({
  getParentRoute: () => organisation,
  path: '/strategy/versions',
  loader: ({ context, params }) => context.queries.query(strategyQuery(params.organisation)),
  component: lazyRouteComponent(() => import('./pages/Versions/Versions'), 'Versions'),
});

const version = createRoute({
  getParentRoute: () => organisation,
  path: '/strategy/versions/$edition',
  loader: ({ context, params }) =>
    Promise.all([
      context.queries
        .query(editionQuery(params.organisation, params.edition))
        .then(({ summary }) => context.queries.query(editionsQuery(params.organisation, summary.strategy))),
      context.queries.query(known(kindsQuery(params.organisation))),
    ]),
  component: lazyRouteComponent(() => import('./pages/Versions/Edition'), 'Edition'),
});

const outside = createRoute({
  getParentRoute: () => organisation,
  path: '/strategy/feedback',
  loader: async ({ context, params }) => {
    const written = await context.queries.query(strategyQuery(params.organisation));
    if (written !== null) await context.queries.query(feedbackLinksQuery(params.organisation, written.id));
  },
  component: lazyRouteComponent(() => import('./pages/Feedback/Outside'), 'Outside'),
});

const jointStrategy = createRoute({
  getParentRoute: () => organisation,
  path: '/strategy/joint/$offer',
  loader: ({ context, params }) =>
    Promise.all([
      context.queries.query(jointStrategyQuery(params.organisation, params.offer)),
      context.queries.query(known(kindsQuery(params.organisation))),
    ]),
  component: lazyRouteComponent(() => import('./pages/Joint/JointStrategy'), 'JointStrategy'),
});

const changes = createRoute({
  getParentRoute: () => organisation,
  path: '/strategy/changes',
  validateSearch: comparisonSearch,
  loader: ({ context, params }) => context.queries.query(strategyQuery(params.organisation)),
  component: lazyRouteComponent(() => import('./pages/Versions/Changes'), 'Changes'),
});

const preview = createRoute({
  getParentRoute: () => organisation,
  path: '/strategy/preview',
  validateSearch: previewSearch,
  loader: ({ context, params }) =>
    Promise.all([
      context.queries.query(strategyQuery(params.organisation)),
      context.queries.query(known(kindsQuery(params.organisation))),
    ]),
  component: lazyRouteComponent(() => import('./pages/Versions/Preview'), 'Preview'),
});

const roles = createRoute({
  getParentRoute: () => organisation,
  path: '/strategy/roles',
  validateSearch: lensSearch,
  loaderDeps: ({ search: { role, edition } }) => ({ role, edition }),
  loader: async ({ context, params, deps: { role, edition } }) => {
    const written = await context.queries.query(strategyQuery(params.organisation));
    if (written === null) return;
    await Promise.all([
      context.queries.query(editionsQuery(params.organisation, written.id)),
      context.queries.query(ownLensQuery(params.organisation, written.id, role, edition)),
    ]);
  },
  component: lazyRouteComponent(() => import('./pages/Roles/Roles'), 'OwnRoles'),
});

const itemsOfKind = createRoute({
  getParentRoute: () => organisation,
  path: '/strategy/$kind',
  validateSearch: takenOutSearch,
  loader: ({ context, params }) =>
    Promise.all([
      context.queries.query(strategyQuery(params.organisation)),
      context.queries.query(known(kindsQuery(params.organisation))),
    ]),
  component: lazyRouteComponent(() => import('./pages/Strategy/KindPage'), 'KindPage'),
});

const item = createRoute({
  getParentRoute: () => organisation,
  path: '/strategy/$kind/$item',
  loader: ({ context, params }) =>
    Promise.all([
      context.queries.query(known(strategyQuery(params.organisation))),
      context.queries.query(known(kindsQuery(params.organisation))),
    ]),
  component: lazyRouteComponent(() => import('./pages/Strategy/ItemPage'), 'ItemPage'),
});

const search = createRoute({
  getParentRoute: () => organisation,
  path: '/search',
  validateSearch: soughtSearch,
  loaderDeps: ({ search: { q, of, owner, stage } }) => ({ q, of, owner, stage }),
  loader: ({ context, params, deps }) =>
    isQuestion(deps.q)
      ? context.queries.query(searchQuery(params.organisation, { ...deps, q: deps.q }))
      : Promise.resolve(null),
  component: lazyRouteComponent(() => import('./pages/Search/Search'), 'Search'),
});

export const strategyRoutes = [
  strategy,
  draft,
  check,
  importing,
  documentImport,
  itemsOfKind,
  item,
  search,
  versions,
  version,
  outside,
  jointStrategy,
  changes,
  preview,
  roles,
] as const;
