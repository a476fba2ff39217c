// The addresses of what an organisation's board asks and says.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { boardAnswersQuery, boardQuery } from './api/board';
import { organisation } from './routes.root';

const board = createRoute({
  getParentRoute: () => organisation,
  path: '/board',
  loader: ({ context, params }) => context.queries.query(boardQuery(params.organisation)),
  component: lazyRouteComponent(() => import('./pages/Board/Board'), 'Board'),
});

const question = createRoute({
  getParentRoute: () => organisation,
  path: '/board/questions/$question',
  loader: ({ context, params }) =>
    Promise.all([
      context.queries.query(boardQuery(params.organisation)),
      context.queries.query(boardAnswersQuery(params.organisation, params.question)),
    ]),
  component: lazyRouteComponent(() => import('./pages/Board/Question'), 'Question'),
});

const embedding = createRoute({
  getParentRoute: () => organisation,
  path: '/board/embedding',
  loader: ({ context, params }) => context.queries.query(boardQuery(params.organisation)),
  component: lazyRouteComponent(() => import('./pages/Board/Assess'), 'Assess'),
});

export const boardRoutes = [board, question, embedding] as const;
