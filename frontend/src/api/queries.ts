import { QueryClient } from '@tanstack/react-query';
import { isOutage, ProblemError } from './client';

/** The cache of what the server said. Only what may pass by itself is asked again: a refusal stays a refusal. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 1 && error instanceof ProblemError && isOutage(error.problem),
        retryDelay: 400,
      },
    },
  });
}
