import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { isOutage, type Problem } from '../../api/client';
import { SignInAgain } from '../../components/AppProblem';
import { timeInWords } from '../../present';
import { goToClashes } from './Clashes';
import { manyOf } from './present';
import type { Autosave } from './useAutosave';

interface SaveStateProps {
  organisation: string;
  save: Autosave;
  /** What is wrong is in the field that is being typed in: it is not said before that has been left. */
  unfinished: boolean;
}

/** Whether what was typed has been saved, at the foot of the window: it moves nothing, and takes nobody's place. */
export function SaveState({ organisation, save, unfinished }: SaveStateProps) {
  const { state, problem, resumed, clashes, again } = save;
  const bar = useRef<HTMLDivElement>(null);
  if (problem?.status === 401) return <SignInAgain />;
  const failed = state === 'failed' && problem !== undefined && !unfinished;
  // The button goes while it is tried: whoever pressed it stays where what becomes of it is said.
  const tryAgain = () => {
    bar.current?.focus();
    again();
  };
  return (
    <div ref={bar} tabIndex={-1} className={failed ? 'app-save app-save--failed' : 'app-save'}>
      <div role="status">
        {failed ? (
          <>
            <p>
              Something is not saved. {problem.detail} What you typed is still here{keptInWords(problem)}.
            </p>
            {problem.fields.map(({ name, reason }) => (
              <p key={name}>{reason}</p>
            ))}
          </>
        ) : (
          <p>
            {resumed && 'What you typed here before has been put back. '}
            {inWords(save)}
          </p>
        )}
      </div>
      {failed && problem.fields.length === 0 && (
        <Remedy organisation={organisation} save={save} gone={isGone(problem)} again={tryAgain} />
      )}
      {clashes.length > 0 && (
        <button type="button" className="app-link-button" onClick={goToClashes}>
          Choose which to keep
        </button>
      )}
    </div>
  );
}

const isGone = ({ status }: Problem) => status === 404;

/** What becomes of what could not be saved. */
function keptInWords(problem: Problem): string {
  if (isGone(problem)) return ', and is put back when you return';
  return isOutage(problem) ? ', and we keep trying to save it' : '';
}

interface RemedyProps {
  organisation: string;
  save: Autosave;
  gone: boolean;
  again: () => void;
}

/** What can be done about it: what is gone is put back from the list in which it was, and trying again cannot help. */
function Remedy({ organisation, save: { item }, gone, again }: RemedyProps) {
  if (!gone) {
    return (
      <button type="button" className="app-link-button" onClick={again}>
        Try again
      </button>
    );
  }
  return (
    <Link to="/organisations/$organisation/strategy/$kind" params={{ organisation, kind: item.kind }}>
      {manyOf(item.kind)}
    </Link>
  );
}

function inWords({ state, savedAt, clashes }: Autosave): string {
  if (clashes.length > 0) return 'Not saved yet: somebody else changed this too.';
  if (state === 'saving') return 'Saving';
  if (state !== 'saved') return 'Not saved yet';
  return savedAt === undefined ? 'All changes saved' : `Saved ${timeInWords(savedAt.toISOString())}`;
}
