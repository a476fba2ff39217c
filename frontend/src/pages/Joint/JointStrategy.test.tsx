import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { JointOffer } from '../../api/joint';
import { expectAccessible, openAt } from '../../testing/app';
import { alder, asTrust, jointOffer as offer, session } from '../../testing/fixtures';

const text = { title: 'Together', mission: 'One plan for two.', period: '', next_review: null, items: [] };
const path = '/organisations/alder/strategy/joint/one';
const answers = (said: { offer: JointOffer; text: typeof text | null }) => ({
  ...asTrust,
  'GET /api/v1/organisations/alder/item-kinds': { kinds: [], roles: [] },
  'GET /api/v1/organisations/alder/joint-strategies/one': said,
  'PATCH /api/v1/organisations/alder/joint-strategies/one': said.offer,
});

describe('the page of a joint strategy', () => {
  it('shows what is published and takes the answer of somebody who may publish', async () => {
    const { user, asked, container } = openAt(path, answers({ offer, text }));
    expect(await screen.findByText('One plan for two.')).toBeVisible();
    await expectAccessible(container);
    await user.click(screen.getByLabelText('Yes, we consent'));
    await user.click(screen.getByRole('button', { name: 'Send the answer' }));
    expect(asked).toContain('PATCH /api/v1/organisations/alder/joint-strategies/one');
  });

  it('asks nothing of those who only read', async () => {
    openAt(path, {
      ...answers({ offer, text }),
      'GET /api/v1/session': session({ organisation: alder, roles: ['viewer'] }),
    });
    expect(await screen.findByText('Whoever may publish your own strategy can answer.')).toBeVisible();
    expect(screen.queryByRole('radio')).not.toBeInTheDocument();
  });

  it('offers no consent to what cannot be read', async () => {
    openAt(path, answers({ offer: { ...offer, edition: null, title: '' }, text: null }));
    expect(await screen.findByText('There is no published version that you can read.')).toBeVisible();
    expect(screen.queryByLabelText('Yes, we consent')).not.toBeInTheDocument();
    expect(screen.getByLabelText('No, we decline')).toBeVisible();
  });

  it('tells of a version that came after the one consented to', async () => {
    openAt(path, answers({ offer: { ...offer, state: 'consented', answered: '2026-11-03T10:00:00Z', seen: 1 }, text }));
    expect(await screen.findByText(/Version 2 has been published since you consented/)).toBeVisible();
    expect(screen.getByRole('button', { name: /^Withdraw consent/ })).toBeVisible();
  });
});
