import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import * as sessions from '../api/session';
import { expectAccessible, openAt, Refusal, signedOut } from '../testing/app';
import {
  alder,
  asLead,
  asPartner,
  asTrust,
  belonging,
  cdo,
  lead,
  matrix,
  published,
  session,
  system,
} from '../testing/fixtures';

const entries = async () => {
  const navigation = await screen.findByRole('navigation', { name: 'Main' });
  return within(navigation)
    .getAllByRole('link')
    .map((link) => link.textContent);
};

describe('the frame', () => {
  it.each([
    [
      'a system',
      '/organisations/system/members',
      asLead,
      ['Alignment', 'Strategy', 'Members', 'Capabilities', 'Settings'],
    ],
    [
      'an organisation',
      '/organisations/alder/strategy',
      asTrust,
      ['Alignment', 'Inbox', 'Strategy', 'Board', 'Capabilities', 'Settings'],
    ],
    ['a partner', '/organisations/council/shared-with-us', asPartner, ['Shared with us']],
  ])('leads %s to its own pages', async (_, path, answers, expected) => {
    openAt(path, answers);
    expect(await entries()).toEqual(expected);
  });

  it('names the acting organisation, marks the page one is on and lets one skip to it', async () => {
    openAt('/organisations/system/members', asLead);
    expect(await screen.findByText('Fenland Integrated Care System')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Members' })).toHaveAttribute('aria-current', 'page');
    expect(screen.getByRole('link', { name: 'Skip to main content' })).toHaveAttribute('href', '#maincontent');
    expect(screen.queryByRole('link', { name: /^Change/ })).not.toBeInTheDocument();
  });

  it('lets somebody with several places change, and starts each page at its heading', async () => {
    const { user } = openAt('/organisations/system/members', {
      ...asLead,
      'GET /api/v1/session': session(lead, cdo),
    });
    await user.click(await screen.findByRole('link', { name: 'Change who you act as' }));
    const heading = await screen.findByRole('heading', { level: 1, name: 'Choose who you act as' });
    await waitFor(() => expect(heading).toHaveFocus());
  });

  it('offers an organisation of several systems each of them, and asks about the first until told', async () => {
    const marsh = { ...system, id: 'marsh', name: 'Marsh Integrated Care System' };
    const { user, router, asked } = openAt('/organisations/alder/strategy', {
      ...asTrust,
      'GET /api/v1/organisations/alder': belonging(alder, system, marsh),
      'GET /api/v1/organisations/alder/published/organisations/alder?system=system': published,
      'GET /api/v1/organisations/alder/members?system=marsh': { members: [] },
      'GET /api/v1/organisations/alder/alignment/matrix?system=marsh': { ...matrix, system: marsh },
    });
    const systems = await screen.findByRole('navigation', { name: 'System' });
    expect(within(systems).getByRole('link', { name: 'Fenland' })).toHaveAttribute('aria-current', 'page');
    expect(asked).toContain('GET /api/v1/organisations/alder/published/organisations/alder?system=system');
    await user.click(within(systems).getByRole('link', { name: 'Marsh' }));
    await waitFor(() => expect(router.state.location.search).toEqual({ system: 'marsh' }));
    expect(await screen.findByText(/Marsh Integrated Care System, as of/)).toBeVisible();
  });

  it('signs out here, then goes on to the provider', async () => {
    const leave = vi.spyOn(sessions, 'leaveFor').mockImplementation(() => undefined);
    const { user, asked } = openAt('/organisations/system/members', {
      ...asLead,
      'DELETE /api/v1/session': { provider: 'https://provider.example/logout' },
    });
    await user.click(await screen.findByRole('button', { name: 'Sign out' }));
    await waitFor(() => expect(leave).toHaveBeenCalledWith('https://provider.example/logout'));
    expect(asked).toContain('DELETE /api/v1/session');
  });

  it('says so when signing out failed', async () => {
    const { user } = openAt('/organisations/system/members', {
      ...asLead,
      'DELETE /api/v1/session': new Refusal(500, 'Something broke'),
    });
    await user.click(await screen.findByRole('button', { name: 'Sign out' }));
    expect(await screen.findByText('You are still signed in. Try again.')).toBeVisible();
  });
});

describe('a page that cannot be shown', () => {
  it('says what happened with a reference, and tries again', async () => {
    const { container, user, answers } = openAt('/organisations/system/members', {
      ...asLead,
      'GET /api/v1/organisations/system/members': new Refusal(500, 'Something broke', 'We are looking into it.'),
    });
    expect(await screen.findByRole('heading', { level: 1, name: 'Something broke' })).toBeVisible();
    expect(screen.getByText('req-123')).toBeVisible();
    await expectAccessible(container);
    Object.assign(answers, asLead);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Members' })).toBeVisible();
  });

  it('is the same page whether it is not there or not theirs to see', async () => {
    const { container } = openAt('/organisations/somebody-else/alignment', asLead);
    expect(await screen.findByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
    await expectAccessible(container);
  });

  it('asks to sign in again when the session is over, and knows where to come back to', async () => {
    const { router } = openAt('/organisations/system/members?x=1', {
      ...asLead,
      'GET /api/v1/session': signedOut,
      'GET /api/v1/organisations/system/members': signedOut,
    });
    expect(await screen.findByRole('link', { name: 'Fenland sign-in' })).toHaveAttribute(
      'href',
      expect.stringContaining(`return_to=${encodeURIComponent('/organisations/system/members')}`),
    );
    expect(router.state.location.pathname).toBe('/');
  });

  it('has an accessibility statement beside it', async () => {
    openAt('/organisations/system/alignment', asLead);
    expect(await screen.findByRole('link', { name: 'Accessibility statement' })).toHaveAttribute(
      'href',
      '/accessibility-statement',
    );
  });
});
