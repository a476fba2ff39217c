import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { ProblemError } from '../api/client';
import { SignInAgain } from '../components/AppProblem';
import { lost, useHeadingWhenGone } from './focus';

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
  const { whole, place } = useKeptFocus(asking);
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
    <span className="app-action" ref={whole}>
      {asking ? (
        <span role="group" tabIndex={-1} ref={place} aria-label={`${word} ${about}`} className="app-action__question">
          <span>{confirm} </span>
          <button type="button" className="app-link-button" aria-disabled={acting.isPending} onClick={go}>
            Yes, {word.toLowerCase()}
          </button>{' '}
          <button type="button" className="app-link-button" onClick={() => setAsking(false)}>
            No
          </button>
        </span>
      ) : (
        <button
          type="button"
          ref={place as RefObject<HTMLButtonElement>}
          className="app-link-button"
          aria-disabled={acting.isPending}
          onClick={begin}
        >
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

/**
 * Whoever presses a button keeps the focus where they were: on the question that takes its place, on the button when it is there
 * again and, when what was done takes all of it away, on the heading that it stood under.
 */
function useKeptFocus(asking: boolean) {
  const whole = useRef<HTMLSpanElement>(null);
  const place = useRef<HTMLElement>(null);
  const before = useRef(asking);
  useEffect(() => {
    if (before.current !== asking && lost()) place.current?.focus();
    before.current = asking;
  }, [asking]);
  useHeadingWhenGone(whole);
  return { whole, place };
}
