import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { expectAccessible, openAt, Refusal, signedOut } from '../../testing/app';
import { asLead, asPartner, asTrust, cdo, lead, session, signIn } from '../../testing/fixtures';
import { localPath, startAddress } from './present';

const nobody = { 'GET /api/v1/sign-in': signIn, 'GET /api/v1/session': signedOut };

describe('the start page', () => {
  it('offers the ways to sign in as links, and says that it is a demonstration', async () => {
    const { container } = openAt('/', nobody);
    expect(await screen.findByRole('link', { name: 'Fenland sign-in' })).toHaveAttribute('href', '/auth/fenland/start');
    expect(screen.getByRole('complementary', { name: 'Demonstration' })).toHaveTextContent('made up');
    await expectAccessible(container);
  });

  it('tells the provider’s link where to come back to', async () => {
    openAt('/?return_to=%2Forganisations%2Fsystem%2Fmembers%3Fsystem%3Dx', nobody);
    expect(await screen.findByRole('link', { name: 'Fenland sign-in' })).toHaveAttribute(
      'href',
      '/auth/fenland/start?return_to=%2Forganisations%2Fsystem%2Fmembers%3Fsystem%3Dx',
    );
  });

  it('says what to do when no way in is offered', async () => {
    openAt('/', { ...nobody, 'GET /api/v1/sign-in': { demo: false, options: [] } });
    expect(await screen.findByText(/sign-in link that your organisation gave you/)).toBeVisible();
    expect(screen.queryByRole('complementary', { name: 'Demonstration' })).not.toBeInTheDocument();
  });

  it.each([
    ['a system lead', asLead, '/organisations/system/alignment'],
    ['somebody in a trust', asTrust, '/organisations/alder/alignment'],
    ['a partner', asPartner, '/organisations/council/shared-with-us'],
  ])('sends %s who is signed in to their place', async (_, answers, place) => {
    const { router } = openAt('/', answers);
    await waitFor(() => expect(router.state.location.pathname).toBe(place));
  });

  it('sends somebody who is signed in back to where they were', async () => {
    const { router } = openAt('/?return_to=%2Forganisations%2Fsystem%2Fmembers', asLead);
    await waitFor(() => expect(router.state.location.pathname).toBe('/organisations/system/members'));
  });

  it('lets somebody with several places choose, and says which role they have in each', async () => {
    const { container, user, router } = openAt('/', { ...asLead, 'GET /api/v1/session': session(cdo, lead) });
    expect(await screen.findByText('Chief digital officer')).toBeVisible();
    await expectAccessible(container);
    await user.click(screen.getByRole('link', { name: 'Fenland Integrated Care System' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/organisations/system/alignment'));
  });

  it('tells somebody whom no organisation knows what to do', async () => {
    openAt('/', { ...asLead, 'GET /api/v1/session': session() });
    expect(await screen.findByRole('heading', { name: 'You have no organisation yet' })).toBeVisible();
  });

  it('does not take a failure for being signed out', async () => {
    openAt('/', { ...nobody, 'GET /api/v1/session': new Refusal(500, 'Something broke') });
    expect(await screen.findByRole('heading', { name: 'Something broke' })).toBeVisible();
  });
});

describe('where to come back to', () => {
  it('is a path on this site', () => {
    expect(localPath('/organisations/a/alignment?view=table')).toBe('/organisations/a/alignment?view=table');
  });
  it.each([
    undefined,
    7,
    '',
    '/',
    'members',
    'https://evil.example/a',
    '//evil.example/a',
    '/\\evil.example/a',
    '/.//evil.example/a',
    'javascript:alert(1)',
  ])('is never %j', (value) => {
    expect(localPath(value)).toBeUndefined();
  });
  it('joins an address that has a query already', () => {
    expect(startAddress('/auth/start?connection=1', '/a?b=c')).toBe('/auth/start?connection=1&return_to=%2Fa%3Fb%3Dc');
    expect(startAddress('/auth/start', undefined)).toBe('/auth/start');
  });
});
