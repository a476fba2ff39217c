import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';

export type AuditEntry = Schemas['AuditEntry'];
export type AuditKind = Schemas['AuditKind'];

export interface AuditFilter {
  kind?: AuditKind;
  command?: string;
  person?: string;
  since?: string;
  until?: string;
}

/** What was done, refused and signed in to, newest first, a page at a time. */
export const auditQuery = (organisation: string, filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: [organisation, 'audit', filter],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/audit', {
          params: { path: { organisation }, query: { ...filter, before: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
  });

/** The address of the same as a file. */
export function auditFile(organisation: string, filter: AuditFilter, format: Schemas['AuditFileFormat']): string {
  const query = new URLSearchParams({ ...filter, format });
  return `/api/v1/organisations/${organisation}/audit/export?${query.toString()}`;
}
