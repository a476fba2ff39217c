import { useMutation } from '@tanstack/react-query';
import { leaveFor, signOut } from '../api/session';
import { forgetDrafts } from '../forms/draft';

/** Ends the session. What was typed in this tab goes with it, and stays when it could not be ended. */
export const useSignOut = () =>
  useMutation({
    mutationFn: signOut,
    onSuccess: (address) => {
      forgetDrafts();
      leaveFor(address);
    },
  });

/** What is said to whoever could not be signed out. */
export const stillSignedIn = 'You are still signed in. Try again.';
