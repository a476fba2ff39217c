import { queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';
import { tag } from './people';

export type Capability = Schemas['Capability'];
export type CapabilityList = Schemas['CapabilityList'];
export type CapabilityChange = Schemas['CapabilityChange'];
export type NewCapability = Schemas['NewCapability'];
export type Frame = Schemas['Frame'];

/** What a system's strategies are read by, as far as it has all of some words. */
export const capabilitiesQuery = (organisation: string, system?: string, words?: string) =>
  queryOptions({
    queryKey: [organisation, 'capabilities', system ?? null, words ?? ''],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/capabilities', {
          params: { path: { organisation }, query: { system, words } },
          signal,
        }),
      ),
  });

export const addCapability = (organisation: string, body: NewCapability, key: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/capabilities', {
      params: { path: { organisation }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

const own = (organisation: string, { id, version }: Capability) => ({
  path: { organisation, capability: id ?? '' },
  header: { 'If-Match': tag(version) },
});

export const changeCapability = (organisation: string, one: Capability, body: CapabilityChange) =>
  answerOf(
    client.PATCH('/api/v1/organisations/{organisation}/capabilities/{capability}', {
      params: own(organisation, one),
      body,
    }),
  );

export const removeCapability = (organisation: string, one: Capability) =>
  answerOf(
    client.DELETE('/api/v1/organisations/{organisation}/capabilities/{capability}', { params: own(organisation, one) }),
  );
