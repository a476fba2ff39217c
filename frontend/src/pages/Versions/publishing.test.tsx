import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { EditionDetail, EditionSummary } from '../../api/editions';
import { openAt } from '../../testing/app';
import { asTrust } from '../../testing/fixtures';

const api = '/api/v1/organisations/alder';
const summary: EditionSummary = {
  id: 'e1',
  strategy: 's',
  number: 1,
  state: 'in_review',
  note: '',
  sent: '2026-11-25T10:00:00Z',
  sent_by: 'Grace Lindqvist',
  published: null,
  channels: [],
  reviews: [],
  open_comments: 0,
  version: 1,
};
const detail: EditionDetail = {
  summary,
  text: { title: 'Digital strategy', mission: '', period: '', next_review: null, items: [] },
  comments: [],
  pulse: [],
};
const published: EditionSummary = { ...summary, state: 'published', published: '2026-11-26', channels: ['desk'] };

it('leads whoever has published it to the sentence that says so', async () => {
  const { user, answers } = openAt('/organisations/alder/strategy/versions/e1', {
    ...asTrust,
    [`GET ${api}/item-kinds`]: { kinds: [], roles: [] },
    [`GET ${api}/editions/e1`]: detail,
    [`GET ${api}/strategies/s/editions`]: { editions: [summary], colleagues: [], hold: null },
    [`POST ${api}/editions/e1/release`]: () => {
      answers[`GET ${api}/editions/e1`] = { ...detail, summary: published };
      return published;
    },
  });

  await user.click(await screen.findByRole('button', { name: 'Publish' }));
  const said = await screen.findByText(/^Published on/);
  await waitFor(() => expect(said).toHaveFocus());
});
