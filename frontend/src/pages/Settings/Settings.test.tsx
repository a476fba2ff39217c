import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../api/settings';
import { expectAccessible, openAt, Refusal } from '../../testing/app';
import { alder, asLead, asPartner, asTrust, birch, cdo, council, session, system } from '../../testing/fixtures';
import { sharingSentence, windowSentence } from './present';

const off: Settings['meaning'] = {
  on: false,
  endpoint: '',
  model: '',
  has_key: false,
  consent: 'Texts are sent. Drafts are never sent.',
  agreed_by: '',
  agreed_at: null,
  trouble: '',
  tried_at: null,
  version: 0,
};
const on = {
  ...off,
  on: true,
  endpoint: 'https://models.example',
  model: 'small',
  agreed_at: '2026-11-20T09:00:00Z',
  version: 1,
};
const asSystem: Settings = {
  meaning: off,
  system,
  window: { days: 10, version: 0 },
  sharing: null,
  members: [
    { organisation: alder, shares: true },
    { organisation: birch, shares: false },
  ],
};
const asMember: Settings = { ...asSystem, sharing: { shares: false, version: 0 }, members: [] };

describe('settings', () => {
  it('let a lead say how long members look first, and say who shares', async () => {
    const { container, user, answers, asked } = openAt('/organisations/system/settings', {
      ...asLead,
      'GET /api/v1/organisations/system/settings': asSystem,
      'PATCH /api/v1/organisations/system/settings/window': { days: 5, version: 1 },
    });
    const days = await screen.findByRole('textbox', { name: 'Working days that members look first' });
    expect(days).toHaveValue('10');
    const table = screen.getByRole('table', { name: 'What members chose' });
    expect(within(table).getByRole('row', { name: /Alderbrook/ })).toHaveTextContent('Shared');
    expect(within(table).getByRole('row', { name: /Birch/ })).toHaveTextContent('Not shared');
    await expectAccessible(container);
    answers['GET /api/v1/organisations/system/settings'] = { ...asSystem, window: { days: 5, version: 1 } };
    await user.clear(days);
    await user.type(days, '5');
    await user.click(screen.getByRole('button', { name: 'Save the number of days' }));
    expect(await screen.findByText(/Members have 5 working days/)).toBeVisible();
    expect(asked).toContain('PATCH /api/v1/organisations/system/settings/window');
  });

  it('let a digital officer share decisions after saying what it means', async () => {
    const { container, user, answers } = openAt('/organisations/alder/settings', {
      ...asTrust,
      'GET /api/v1/organisations/alder/settings': asMember,
      'PATCH /api/v1/organisations/alder/settings/sharing': { shares: true, version: 1 },
    });
    expect(await screen.findByText('You do not share your decisions.')).toBeVisible();
    expect(screen.getByText(/nobody is shown your words/)).toBeVisible();
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
    await expectAccessible(container);
    answers['GET /api/v1/organisations/alder/settings'] = { ...asMember, sharing: { shares: true, version: 1 } };
    await user.click(screen.getByRole('button', { name: 'Share your decisions' }));
    await user.click(screen.getByRole('button', { name: 'Yes, share' }));
    expect(await screen.findByText('You share your decisions.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Stop sharing your decisions' })).toBeVisible();
  });

  it('let a lead have texts read by meaning after saying what is sent, and turn it off', async () => {
    const { container, user, answers, asked } = openAt('/organisations/system/settings', {
      ...asLead,
      'GET /api/v1/organisations/system/settings': asSystem,
      'PATCH /api/v1/organisations/system/settings/meaning': on,
    });
    expect(await screen.findByText('It is off. No text is sent anywhere.')).toBeVisible();
    expect(screen.getByText('Drafts are never sent.')).toBeVisible();
    await expectAccessible(container);
    await user.type(screen.getByRole('textbox', { name: 'Address of the service' }), 'https://models.example');
    await user.type(screen.getByRole('textbox', { name: 'Model' }), 'small');
    await user.type(screen.getByLabelText('Key (optional)'), 'sesame');
    await user.click(screen.getByRole('checkbox', { name: /agrees to these texts/ }));
    answers['GET /api/v1/organisations/system/settings'] = {
      ...asSystem,
      meaning: { ...on, has_key: true, agreed_by: 'Layla', trouble: 'It answered 401.', tried_at: on.agreed_at },
    };
    await user.click(screen.getByRole('button', { name: 'Turn on reading by meaning' }));
    expect(await screen.findByText('It is on.')).toBeVisible();
    expect(screen.getByText(/Layla agreed to this on 20 November 2026/)).toBeVisible();
    expect(screen.getByRole('status')).toHaveTextContent('It answered 401.');
    expect(screen.getByText(/Leave this empty to keep it/)).toBeVisible();
    expect(screen.getByLabelText('Key (optional)')).toHaveValue('');
    await expectAccessible(container);
    answers['GET /api/v1/organisations/system/settings'] = asSystem;
    answers['PATCH /api/v1/organisations/system/settings/meaning'] = off;
    await user.click(screen.getByRole('button', { name: 'Turn off reading by meaning' }));
    await user.click(screen.getByRole('button', { name: 'Yes, turn off' }));
    expect(await screen.findByText('It is off. No text is sent anywhere.')).toBeVisible();
    expect(asked.filter((one) => one.startsWith('PATCH')).length).toBe(2);
  });

  it('tell a member where its texts go', async () => {
    const { container } = openAt('/organisations/alder/settings', {
      ...asTrust,
      'GET /api/v1/organisations/alder/settings': { ...asMember, meaning: on },
    });
    expect(await screen.findByText('https://models.example')).toBeVisible();
    expect(screen.getByText(/The system agreed to this on 20 November 2026/)).toBeVisible();
    expect(screen.queryByRole('button', { name: /by meaning/ })).not.toBeInTheDocument();
    await expectAccessible(container);
  });

  it('say who can change them to those who cannot', async () => {
    openAt('/organisations/alder/settings', {
      ...asTrust,
      'GET /api/v1/session': session({ ...cdo, roles: ['viewer'] }),
      'GET /api/v1/organisations/alder/settings': asMember,
    });
    expect(await screen.findByText('Your chief digital officer or an administrator can change this.')).toBeVisible();
    expect(screen.queryByRole('button', { name: /Share/ })).not.toBeInTheDocument();
  });

  it('say that a partner has none, and what went wrong', async () => {
    const answers = {
      ...asPartner,
      'GET /api/v1/session': session({ organisation: council, roles: ['administrator'] }),
    };
    const { unmount } = openAt('/organisations/council/settings', {
      ...answers,
      'GET /api/v1/organisations/council/settings': { ...asSystem, window: null, meaning: null, members: [] },
    });
    expect(await screen.findByText(/There is nothing to set/)).toBeVisible();
    unmount();
    openAt('/organisations/council/settings', {
      ...answers,
      'GET /api/v1/organisations/council/settings': new Refusal(503, 'Unavailable'),
    });
    expect(await screen.findByText('A sentence that says why.')).toBeVisible();
  });

  it('are put into sentences', () => {
    expect(windowSentence(1, false)).toMatch(/^You have 1 working day to/);
    expect(windowSentence(0, true)).toMatch(/as soon as/);
    expect(windowSentence(0, false)).toMatch(/sees your suggestions as soon as/);
    expect(sharingSentence([])).toMatch(/^No member/);
    expect(sharingSentence(asSystem.members)).toMatch(/^1 member shares its/);
    expect(sharingSentence(asSystem.members.map((one) => ({ ...one, shares: true })))).toMatch(
      /^2 members share their/,
    );
  });
});
