import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';
import type { Item } from './strategy';

export type AlignmentMatrix = Schemas['AlignmentMatrix'];
export type MatrixRow = Schemas['MatrixRow'];
export type MatrixCell = Schemas['MatrixCell'];
export type MatrixOrganisation = Schemas['MatrixOrganisation'];
export type CellDetail = Schemas['CellDetail'];
export type CellObjective = Schemas['CellObjective'];
export type CoverageState = Schemas['CoverageState'];
export type DraftAlignment = Schemas['DraftAlignment'];
export type Link = Schemas['Link'];
export type Finding = Schemas['Finding'];
export type Evidence = Schemas['Evidence'];
export type Segment = Schemas['Segment'];
export type MarkedText = Schemas['MarkedText'];

/** Goals and shared initiatives by organisation. */
export const matrixQuery = (organisation: string, system?: string) =>
  queryOptions({
    queryKey: [organisation, 'matrix', system ?? null],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/alignment/matrix', {
          params: { path: { organisation }, query: { system } },
          signal,
        }),
      ),
  });

/** What one organisation does about one goal or initiative, with the words that say so. */
export const cellQuery = (organisation: string, target: string, member: string) =>
  queryOptions({
    queryKey: [organisation, 'cell', target, member],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/alignment/cells/{target}/{member}', {
          params: { path: { organisation, target, member } },
          signal,
        }),
      ),
  });

/** What an objective may serve as it stands in the draft, asked for again with each version of it. */
export const draftLinksQuery = (organisation: string, { id, strategy, version }: Item) =>
  queryOptions({
    queryKey: [organisation, 'draft-links', strategy, id, version],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/strategies/{strategy}/alignment', {
          params: { path: { organisation, strategy }, query: { objective: id } },
          signal,
        }),
      ),
  });
