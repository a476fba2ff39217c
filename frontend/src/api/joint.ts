import { queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';
import { tag } from './people';

export type JointOffer = Schemas['JointOffer'];
export type JointPartner = Schemas['JointPartner'];
export type JointAnswer = Schemas['JointAnswer']['answer'];

/** The organisations that our strategy is to cover, and who may be asked. */
export const jointOffersQuery = (organisation: string, strategy: string) =>
  queryOptions({
    queryKey: [organisation, 'joint-offers', strategy],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/strategies/{strategy}/joint-offers', {
          params: { path: { organisation, strategy } },
          signal,
        }),
      ),
  });

/** The joint strategies of others that cover us, or would. */
export const jointStrategiesQuery = (organisation: string) =>
  queryOptions({
    queryKey: [organisation, 'joint-strategies'],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/joint-strategies', {
          params: { path: { organisation } },
          signal,
        }),
      ),
  });

/** One of them, with what is published of it. */
export const jointStrategyQuery = (organisation: string, offer: string) =>
  queryOptions({
    queryKey: [organisation, 'joint-strategies', offer],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/joint-strategies/{offer}', {
          params: { path: { organisation, offer } },
          signal,
        }),
      ),
  });

export const offerJointStrategy = (organisation: string, strategy: string, { system, member }: JointPartner) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/strategies/{strategy}/joint-offers/{member}', {
      params: {
        path: { organisation, strategy, member: member.id },
        query: { system: system.id },
        header: { 'Idempotency-Key': crypto.randomUUID() },
      },
    }),
  );

export const takeBackOffer = (organisation: string, { id, version }: JointOffer) =>
  answerOf(
    client.DELETE('/api/v1/organisations/{organisation}/joint-offers/{offer}', {
      params: { path: { organisation, offer: id }, header: { 'If-Match': tag(version) } },
    }),
  );

export const answerJointStrategy = (organisation: string, { id, version }: JointOffer, answer: JointAnswer) =>
  answerOf(
    client.PATCH('/api/v1/organisations/{organisation}/joint-strategies/{offer}', {
      params: { path: { organisation, offer: id }, header: { 'If-Match': tag(version) } },
      body: { answer },
    }),
  );
