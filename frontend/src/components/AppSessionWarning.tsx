import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { extendSession, sessionQuery, type Session } from '../api/session';
import { timeInWords } from '../present';
import { stillSignedIn, useSignOut } from './useSignOut';

/** How long before the end somebody is asked, in milliseconds: time enough to come back to the desk. */
const before = 2 * 60_000;

/**
 * Before a session ends as idle its person is asked whether they are still there (WCAG 2.2, 2.2.1). When it has ended
 * they come to the start page, and back to the same place with what they had typed.
 */
export function AppSessionWarning() {
  const { data: session } = useQuery({ ...sessionQuery(), enabled: false });
  if (session === undefined) return null;
  return <Watch session={session} />;
}

function Watch({ session }: { session: Session }) {
  const [warned, setWarned] = useState(false);
  const queries = useQueryClient();
  const ends = Date.parse(session.ends);
  useEffect(() => {
    if (ends <= Date.now()) return; // the clocks differ, and the server's is the one that counts
    const wait = Math.max(0, ends - before - Date.now());
    // Just before the warning would come the server is asked: another tab may have been used meanwhile.
    const timer = setTimeout(
      () => {
        void queries
          .query({ ...sessionQuery(), staleTime: 0 })
          .then(({ ends: now }) => setWarned(Date.parse(now) - before - Date.now() <= 1000))
          .catch(() => setWarned(true));
      },
      Math.min(wait, 2 ** 31 - 1),
    );
    return () => clearTimeout(timer);
  }, [ends, queries]);
  if (!warned) return null;
  return <Warning ends={ends} final={Date.parse(session.until) <= ends} close={() => setWarned(false)} />;
}

interface WarningProps {
  ends: number;
  /** It ends whatever happens: administrators, and everybody after a day's work, sign in again. */
  final: boolean;
  close: () => void;
}

function Warning({ ends, final, close }: WarningProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const queries = useQueryClient();
  useEnding(ends, close);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  const staying = useMutation({
    mutationFn: extendSession,
    onSuccess: (session) => {
      queries.setQueryData(sessionQuery().queryKey, session);
      close();
    },
  });
  const stay = () => {
    if (!staying.isPending) staying.mutate();
  };
  const out = useSignOut();
  return (
    <dialog
      ref={dialog}
      className="app-warning"
      aria-labelledby="app-warning-title"
      onCancel={final ? close : stayOpen(stay)}
    >
      <h2 className="nhsuk-heading-m" id="app-warning-title">
        You will be signed out soon
      </h2>
      <p>You will be signed out at {timeInWords(new Date(ends).toISOString())}.</p>
      <p>
        {final
          ? 'For safety you have to sign in again. What you have typed on this page will still be here.'
          : 'You have not used Throughline for a while. What you have typed on this page will still be here.'}
      </p>
      {staying.isError && (
        <p role="alert">That did not work. Try again, or sign in again when the session has ended.</p>
      )}
      {out.isError && <p role="alert">{stillSignedIn}</p>}
      <div className="app-form__end">
        <button type="button" className="nhsuk-button" onClick={final ? close : stay}>
          {final ? 'Go on for now' : 'Stay signed in'}
        </button>
        <button
          type="button"
          className="nhsuk-button nhsuk-button--secondary"
          disabled={out.isPending}
          onClick={() => out.mutate()}
        >
          Sign out
        </button>
      </div>
    </dialog>
  );
}

/** Escape means to stay; the question stands until that has been answered. */
function stayOpen(stay: () => void) {
  return (event: SyntheticEvent) => {
    event.preventDefault();
    stay();
  };
}

/** When the session has ended: to the start page, with nothing in its way, and back here afterwards. */
function useEnding(ends: number, close: () => void) {
  const navigate = useNavigate();
  const router = useRouter();
  const queries = useQueryClient();
  useEffect(() => {
    const timer = setTimeout(
      () => {
        const here = router.state.location.href;
        queries.clear();
        close();
        void navigate({ to: '/', search: { return_to: here }, replace: true });
      },
      Math.max(0, ends - Date.now()) + 1000,
    );
    return () => clearTimeout(timer);
  }, [ends, close, navigate, router, queries]);
}
