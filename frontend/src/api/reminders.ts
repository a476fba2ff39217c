import { queryOptions } from '@tanstack/react-query';
import { answerOf, client, type Schemas } from './client';

export type Reminders = Schemas['Reminders'];

/** What of an organisation's strategy waits for whoever asks. */
export const remindersQuery = (organisation: string) =>
  queryOptions({
    queryKey: [organisation, 'reminders'],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/organisations/{organisation}/reminders', { params: { path: { organisation } }, signal }),
      ),
  });
