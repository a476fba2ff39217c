import { useState } from 'react';
import { ProblemError } from '../api/client';

/** A key that is the same until what is sent with it is done, so that sending twice has one effect. */
export function useSendingKey() {
  const [key, setKey] = useState(() => crypto.randomUUID());
  const renew = () => setKey(crypto.randomUUID());
  const renewIfRefused = (error: Error) => {
    // What was refused may be sent again, put right; what was not answered may have been done.
    if (error instanceof ProblemError && error.problem.status >= 400 && error.problem.status < 500) renew();
  };
  return { key, renew, renewIfRefused };
}
