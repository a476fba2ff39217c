import { queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';

export type Target = Schemas['Target'];
export type TargetRef = Schemas['TargetRef'];
export type TargetDetail = Schemas['TargetDetail'];
export type PublishedOrganisation = Schemas['PublishedOrganisation'];
export type ObjectiveDetail = Schemas['ObjectiveDetail'];
export type ObjectiveRef = Schemas['ObjectiveRef'];
export type Constraint = Schemas['Constraint'];
export type Measure = Schemas['Measure'];
export type Placement = Schemas['Placement'];
export type EditionRef = Schemas['EditionRef'];

/** Goals and shared initiatives that a system has released to us. */
export const targetsQuery = (organisation: string, system?: string) =>
  queryOptions({
    queryKey: [organisation, 'targets', system ?? null],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/published/targets', {
          params: { path: { organisation }, query: { system } },
          signal,
        }),
      ),
  });

/** One goal or shared initiative, and who does what about it. */
export const targetQuery = (organisation: string, target: string) =>
  queryOptions({
    queryKey: [organisation, 'target', target],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/published/targets/{target}', {
          params: { path: { organisation, target } },
          signal,
        }),
      ),
  });

/** What an organisation has released to us. */
export const publishedOrganisationQuery = (organisation: string, member: string, system?: string) =>
  queryOptions({
    queryKey: [organisation, 'published organisation', member, system ?? null],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/published/organisations/{member}', {
          params: { path: { organisation, member }, query: { system } },
          signal,
        }),
      ),
  });

/** A released objective, what it serves and where it belongs. */
export const objectiveQuery = (organisation: string, objective: string, system?: string) =>
  queryOptions({
    queryKey: [organisation, 'published objective', objective, system ?? null],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/published/objectives/{objective}', {
          params: { path: { organisation, objective }, query: { system } },
          signal,
        }),
      ),
  });
