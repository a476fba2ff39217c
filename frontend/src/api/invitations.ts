import { queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';
import { tag } from './people';

export type Invitation = Schemas['Invitation'];
export type InvitationMade = Schemas['InvitationMade'];

/** Invitations of my organisation, newest first. */
export const invitationsQuery = (organisation: string) =>
  queryOptions({
    queryKey: [organisation, 'invitations'],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/invitations', { params: { path: { organisation } }, signal }),
      ),
  });

export const invite = (organisation: string, body: Schemas['NewInvitation'], key: string) =>
  answerOf(
    client.POST('/api/v1/organisations/{organisation}/invitations', {
      params: { path: { organisation }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

export const withdrawInvitation = (organisation: string, { id, version }: Invitation) =>
  answerOf(
    client.DELETE('/api/v1/organisations/{organisation}/invitations/{invitation}', {
      params: { path: { organisation, invitation: id }, header: { 'If-Match': tag(version) } },
    }),
  );

/** What an invitation offers to whoever holds its secret. */
export const offerQuery = (secret: string) =>
  queryOptions({
    queryKey: ['invitation', secret],
    queryFn: ({ signal }) => answerOf(client.POST('/api/v1/invitations/view', { body: { secret }, signal })),
    staleTime: 0,
    gcTime: 0,
  });

export const acceptInvitation = (secret: string) =>
  answerOf(client.POST('/api/v1/invitations/acceptance', { body: { secret } }));
