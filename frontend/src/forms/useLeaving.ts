import { useBlocker } from '@tanstack/react-router';
import { useEffect } from 'react';

/** Asks before a page is closed on something that is kept nowhere else. */
export function useClosing(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unsaved]);
}

/** Asks also before it is left by a link; whoever has to sign in again cannot stay. */
export function useLeaving(unsaved: boolean, question: string): void {
  useClosing(unsaved);
  useBlocker({
    shouldBlockFn: ({ next }) => !('return_to' in next.search) && !window.confirm(question),
    enableBeforeUnload: false,
    disabled: !unsaved,
  });
}
