import { useQueryClient } from '@tanstack/react-query';
import { Navigate, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ProblemError, type Problem } from '../api/client';
import { sessionQuery } from '../api/session';
import { NotFound } from '../pages/NotFound/NotFound';
import { AppPage } from './AppPage';

/** The page in place of one that could not be shown. */
export function AppProblem({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const problem = problemIn(error);
  if (problem.status === 401) return <SignInAgain />;
  if (problem.status === 404) return <NotFound />;
  const tryAgain = () => {
    reset();
    void router.invalidate();
  };
  return (
    <AppPage title={headingOf(problem)}>
      <ProblemWords problem={problem} tryAgain={tryAgain} />
    </AppPage>
  );
}

/** The same for a part of a page. */
export function AppPartProblem({ error, tryAgain }: { error: unknown; tryAgain: () => void }) {
  const problem = problemIn(error);
  if (problem.status === 401) return <SignInAgain />;
  return (
    <div role="alert">
      <h3 className="nhsuk-heading-s">{headingOf(problem)}</h3>
      <ProblemWords problem={problem} tryAgain={tryAgain} />
    </div>
  );
}

interface AppLinkProblemProps {
  title: string;
  error: unknown;
  tryAgain: () => void;
}

/** The page in place of what a link was to open. A link that has been refused is refused again, so nobody is asked to try. */
export function AppLinkProblem({ title, error, tryAgain }: AppLinkProblemProps) {
  const problem = problemIn(error);
  const refused = problem.status >= 400 && problem.status < 500 && problem.status !== 429;
  return (
    <AppPage title={refused ? title : headingOf(problem)}>
      <ProblemWords problem={problem} tryAgain={refused ? undefined : tryAgain} />
    </AppPage>
  );
}

/** A problem without a kind of its own is called by its status, which is for programs. */
const headingOf = ({ type, title, status }: Problem) =>
  type === 'about:blank' && status >= 400 && status < 500 ? 'There is a problem with this address' : title;

function ProblemWords({ problem, tryAgain }: { problem: Problem; tryAgain?: () => void }) {
  return (
    <>
      <p>{problem.detail}</p>
      {problem.request_id !== '' && (
        <p>
          If you ask for help, give this reference: <span className="app-reference">{problem.request_id}</span>
        </p>
      )}
      {/* The design system's own button would bring all its scripts into every page's first load. */}
      {tryAgain !== undefined && (
        <button type="button" className="nhsuk-button nhsuk-button--secondary" onClick={tryAgain}>
          Try again
        </button>
      )}
    </>
  );
}

/** Nobody is signed in any more: to the start, and back here afterwards. */
export function SignInAgain() {
  const queries = useQueryClient();
  const router = useRouter();
  // As it was when this began: the address changes as soon as the navigation away from it starts.
  const [here] = useState(() => router.state.location.href);
  useEffect(() => queries.removeQueries(sessionQuery()), [queries]);
  return <Navigate to="/" search={{ return_to: here }} replace />;
}

function problemIn(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return {
    type: 'about:blank',
    title: 'Something went wrong',
    status: 0,
    detail: 'The page could not be shown. Nothing that you have saved is lost.',
    request_id: '',
    fields: [],
  };
}
