import { cleanup, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Reminders } from '../api/reminders';
import type { Strategy } from '../api/strategy';
import { expectAccessible, openAt } from '../testing/app';
import { alder, asTrust, published, session, system } from '../testing/fixtures';

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
const answers = (waits: Partial<Reminders>) => ({
  ...asTrust,
  'GET /api/v1/organisations/alder/strategies': { strategies: [strategy] },
  'GET /api/v1/organisations/alder/reminders': { questions: [], ...waits },
});
const reader = { 'GET /api/v1/session': session({ organisation: alder, roles: ['viewer'] }) };
const past = { review: { by: '2026-10-31', due: 'past' } } as const;
const ofReview = { name: 'Review of the strategy' };
const versionTwo = '/organisations/alder/strategy/versions/e2';

describe('what waits for somebody', () => {
  it('stands where somebody who writes the strategy begins, and leads to what they can do', async () => {
    const { user, router } = openAt(
      '/organisations/alder/alignment',
      answers({ review: { by: '2026-12-31', due: 'soon' } }),
    );
    const shown = await screen.findByRole('region', ofReview);
    expect(shown).toHaveTextContent('The next review of your strategy is due by 31 December 2026.');
    expect(within(shown).getByRole('link', { name: 'Send for review' })).toHaveAttribute(
      'href',
      '/organisations/alder/strategy/versions',
    );
    await user.click(within(shown).getByRole('link', { name: 'Set the next date' }));
    expect(await screen.findByLabelText('Next review')).toHaveFocus();
    expect(router.state.location.pathname).toBe('/organisations/alder/strategy/draft');
    expect(screen.getByRole('region', ofReview)).toBeVisible();
  });

  it('says so when the review is past', async () => {
    const { container } = openAt('/organisations/alder/strategy', answers(past));
    expect(await screen.findByText('The review of your strategy was due by 31 October 2026.')).toBeVisible();
    await expectAccessible(container);
  });

  it('is not there when nothing is due', async () => {
    openAt('/organisations/alder/strategy', answers({}));
    expect(await screen.findByRole('link', { name: 'Write the strategy' })).toBeVisible();
    expect(screen.queryByRole('region', ofReview)).not.toBeInTheDocument();
  });

  it('is not for those who only read, who are told of a version that waits for them', async () => {
    const { container } = openAt('/organisations/alder/strategy', {
      ...answers({ ...past, asked: { edition: 'e2', number: 2 } }),
      ...reader,
    });
    const shown = await screen.findByRole('region', { name: 'Your review' });
    expect(shown).toHaveTextContent('Version 2 of your strategy waits for your review.');
    expect(within(shown).getByRole('link', { name: 'Read it and answer' })).toHaveAttribute('href', versionTwo);
    expect(screen.queryByRole('region', ofReview)).not.toBeInTheDocument();
    await expectAccessible(container);
  });

  it('is what the system asks, which leads to the inbox', async () => {
    const questions = [{ system, decisions: 2 }];
    const { container, asked } = openAt('/organisations/alder/alignment', answers({ questions }));
    const shown = await screen.findByRole('region', { name: 'Questions of the system' });
    expect(shown).toHaveTextContent('Fenland asks about 2 decisions of yours and waits for an answer.');
    expect(within(shown).getByRole('link', { name: 'Answer in the inbox' })).toHaveAttribute(
      'href',
      '/organisations/alder/inbox?system=system',
    );
    expect(asked).not.toContain('GET /api/v1/organisations/alder/strategies');
    await expectAccessible(container);
  });

  it('is not what the system asks where somebody only reads', async () => {
    openAt('/organisations/alder/strategy', { ...answers({ questions: [{ system, decisions: 2 }] }), ...reader });
    expect(await screen.findByRole('link', { name: 'Read the draft' })).toBeVisible();
    expect(screen.queryByText(/waits for an answer/)).not.toBeInTheDocument();
  });

  it('is what people outside say of the draft, for those who may deal with it', async () => {
    const feedback = { comments: 3, latest: '2026-11-25T10:00:00Z' };
    const { container } = openAt('/organisations/alder/alignment', answers({ feedback }));
    const shown = await screen.findByRole('region', { name: 'Comments on the draft' });
    expect(shown).toHaveTextContent(
      '3 comments on your draft from outside wait to be dealt with. The latest came on 25 November 2026.',
    );
    expect(within(shown).getByRole('link', { name: 'Read them' })).toHaveAttribute(
      'href',
      '/organisations/alder/strategy/feedback',
    );
    await expectAccessible(container);
  });

  it('is one comment in its own words, and none where somebody only reads', async () => {
    const feedback = { comments: 1, latest: '2026-11-25T10:00:00Z' };
    openAt('/organisations/alder/strategy', answers({ feedback }));
    expect(await screen.findByText(/^1 comment on your draft .* It came on 25 November 2026\./)).toBeVisible();
    cleanup();
    openAt('/organisations/alder/strategy', { ...answers({ feedback }), ...reader });
    expect(await screen.findByRole('link', { name: 'Read the draft' })).toBeVisible();
    expect(screen.queryByText(/comment on your draft/)).not.toBeInTheDocument();
  });

  it('is what became of a version that they sent', async () => {
    const answered: Reminders['answered'] = {
      edition: 'e2',
      number: 2,
      verdict: 'approved',
      by: ['Jo Bell', 'Sam Ash'],
    };
    openAt('/organisations/alder/alignment', answers({ answered }));
    const shown = await screen.findByRole('region', { name: 'Answer to your review' });
    expect(shown).toHaveTextContent('Jo Bell and Sam Ash approved version 2 of your strategy: it can be published.');
    expect(within(shown).getByRole('link', { name: 'Publish it' })).toHaveAttribute('href', versionTwo);
  });

  it('is what should change before it is published', async () => {
    const answered: Reminders['answered'] = { edition: 'e2', number: 2, verdict: 'returned', by: ['Jo Bell'] };
    openAt('/organisations/alder/alignment', answers({ answered }));
    const shown = await screen.findByRole('region', { name: 'Answer to your review' });
    expect(shown).toHaveTextContent('Jo Bell returned version 2 of your strategy and said what should change.');
    expect(within(shown).getByRole('link', { name: 'Read what should change' })).toHaveAttribute('href', versionTwo);
  });

  it('is that their strategy was withdrawn, and no page says that it was never published', async () => {
    const withdrawn: Reminders['withdrawn'] = { edition: 'e2', number: 2, at: '2026-11-28T09:00:00Z' };
    const none = {
      'GET /api/v1/organisations/alder/published/organisations/alder': {
        ...published,
        edition: null,
        objectives: [],
        summary: '',
      },
    };
    const { router } = openAt('/organisations/alder/alignment', { ...answers({ withdrawn }), ...none });
    const shown = await screen.findByRole('region', { name: 'Your strategy is withdrawn' });
    expect(shown).toHaveTextContent('Version 2 of your strategy was withdrawn on 28 November 2026.');
    expect(within(shown).getByRole('link', { name: 'See the version' })).toHaveAttribute('href', versionTwo);
    await router.navigate({ to: '/organisations/$organisation/strategy', params: { organisation: 'alder' } });
    expect(await screen.findByText(/strategy of .* was published and has been withdrawn/)).toBeVisible();
    await router.navigate({ to: '/organisations/$organisation/strategy/draft', params: { organisation: 'alder' } });
    expect(await screen.findByText(/It was published and has been withdrawn\./)).toBeVisible();
  });
});
