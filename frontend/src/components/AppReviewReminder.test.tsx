import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Strategy } from '../api/strategy';
import { expectAccessible, openAt } from '../testing/app';
import { alder, asTrust, session } from '../testing/fixtures';

const strategy: Strategy = {
  id: 'one',
  title: 'Digital strategy',
  mission: 'Care that is joined up.',
  period: '',
  next_review: '2026-12',
  items: [],
  edition: null,
  version: 1,
};
const answers = (review: Strategy['review']) => ({
  ...asTrust,
  'GET /api/v1/organisations/alder/strategies': { strategies: [{ ...strategy, review }] },
});
const reminder = { name: 'Review of the strategy' };

describe('the reminder of a review', () => {
  it('stands where somebody who writes the strategy begins, and leads to what they can do', async () => {
    const { user, router } = openAt('/organisations/alder/alignment', answers({ by: '2026-12-31', due: 'soon' }));
    const shown = await screen.findByRole('region', reminder);
    expect(shown).toHaveTextContent('The next review of your strategy is due by 31 December 2026.');
    expect(within(shown).getByRole('link', { name: 'Send for review' })).toHaveAttribute(
      'href',
      '/organisations/alder/strategy/versions',
    );
    await user.click(within(shown).getByRole('link', { name: 'Set the next date' }));
    expect(await screen.findByLabelText('Next review')).toHaveFocus();
    expect(router.state.location.pathname).toBe('/organisations/alder/strategy/draft');
    expect(screen.getByRole('region', reminder)).toBeVisible();
  });

  it('says so when the review is past', async () => {
    const { container } = openAt('/organisations/alder/strategy', answers({ by: '2026-10-31', due: 'past' }));
    expect(await screen.findByText('The review of your strategy was due by 31 October 2026.')).toBeVisible();
    await expectAccessible(container);
  });

  it('is not there when nothing is due', async () => {
    openAt('/organisations/alder/strategy', answers(undefined));
    expect(await screen.findByRole('link', { name: 'Write the strategy' })).toBeVisible();
    expect(screen.queryByRole('region', reminder)).not.toBeInTheDocument();
  });

  it('is not for those who only read, who are told of a version that waits for them', async () => {
    const { container } = openAt('/organisations/alder/strategy', {
      ...asTrust,
      'GET /api/v1/organisations/alder/strategies': {
        strategies: [{ ...strategy, review: { by: '2026-10-31', due: 'past' }, asked: { edition: 'e2', number: 2 } }],
      },
      'GET /api/v1/session': session({ organisation: alder, roles: ['viewer'] }),
    });
    const shown = await screen.findByRole('region', { name: 'Your review' });
    expect(shown).toHaveTextContent('Version 2 of your strategy waits for your review.');
    expect(within(shown).getByRole('link', { name: 'Read it and answer' })).toHaveAttribute(
      'href',
      '/organisations/alder/strategy/versions/e2',
    );
    expect(screen.queryByRole('region', reminder)).not.toBeInTheDocument();
    await expectAccessible(container);
  });
});
