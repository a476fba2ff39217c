import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ProblemError } from '../api/client';
import { SignInAgain } from '../components/AppProblem';

interface AppActionProps {
  word: string;
  /** What it is about, for those who hear the button without seeing where it stands. */
  about: string;
  /** Asked first, when what is done cannot be undone. */
  confirm?: string;
  act: () => Promise<unknown>;
  done: () => void;
}

/** A small thing to do to something in a list: it asks first where it must, and says when it did not work. */
export function AppAction({ word, about, confirm, act, done }: AppActionProps) {
  const [asking, setAsking] = useState(false);
  // A second press may come before the first one has been drawn.
  const underWay = useRef(false);
  const acting = useMutation({
    mutationFn: act,
    onSuccess: done,
    onSettled: () => {
      underWay.current = false;
      setAsking(false);
    },
  });
  const go = () => {
    if (underWay.current) return;
    underWay.current = true;
    acting.mutate();
  };
  const begin = () => (confirm === undefined ? go() : setAsking(true));
  if (acting.error instanceof ProblemError && acting.error.problem.status === 401) return <SignInAgain />;
  return (
    <span className="app-action">
      {asking ? (
        <span role="group" aria-label={`${word} ${about}`} className="app-action__question">
          <span>{confirm} </span>
          <button type="button" className="app-link-button" disabled={acting.isPending} onClick={go}>
            Yes, {word.toLowerCase()}
          </button>{' '}
          <button type="button" className="app-link-button" onClick={() => setAsking(false)}>
            No
          </button>
        </span>
      ) : (
        <button type="button" className="app-link-button" disabled={acting.isPending} onClick={begin}>
          {word}
          <span className="nhsuk-u-visually-hidden"> {about}</span>
        </button>
      )}
      {acting.isError && (
        <span role="alert" className="app-action__problem">
          {acting.error instanceof ProblemError ? acting.error.problem.detail : 'It did not work. Try again.'}
        </span>
      )}
    </span>
  );
}
