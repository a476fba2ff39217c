import { ErrorSummary } from 'nhsuk-react-components';
import { SignInAgain } from '../../components/AppProblem';
import { timeInWords } from '../../present';
import type { Autosave } from './useAutosave';

/** Whether what was typed has been saved, said without moving anything on the page. */
export function SaveState({ save: { state, savedAt, problem, again } }: { save: Autosave }) {
  if (problem?.status === 401) return <SignInAgain />;
  const words = {
    saved: savedAt === undefined ? 'All changes saved' : `Saved ${timeInWords(savedAt.toISOString())}`,
    typing: 'Not saved yet',
    saving: 'Saving',
    failed: 'Not saved',
  }[state];
  return (
    <>
      <p className="app-save" role="status">
        {words}
      </p>
      {state === 'failed' && problem !== undefined && (
        <ErrorSummary>
          <ErrorSummary.Title>Something is not saved</ErrorSummary.Title>
          <p>{problem.detail} What you typed is still here.</p>
          <ErrorSummary.List>
            {problem.fields.map(({ name, reason }) => (
              <ErrorSummary.ListItem key={name}>{reason}</ErrorSummary.ListItem>
            ))}
          </ErrorSummary.List>
          {problem.fields.length === 0 && (
            <button type="button" className="app-link-button" onClick={again}>
              Try again
            </button>
          )}
        </ErrorSummary>
      )}
    </>
  );
}
