import { useBlocker } from '@tanstack/react-router';
import { useClosing } from './useClosing';

/** Asks also before it is left by a link; whoever has to sign in again cannot stay. */
export function useLeaving(unsaved: boolean, question: string): void {
  useClosing(unsaved);
  useBlocker({
    shouldBlockFn: ({ next }) => !('return_to' in next.search) && !window.confirm(question),
    enableBeforeUnload: false,
    disabled: !unsaved,
  });
}
