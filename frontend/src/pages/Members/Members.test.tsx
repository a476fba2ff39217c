import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { expectAccessible, openAt } from '../../testing/app';
import { asLead } from '../../testing/fixtures';
import { membersSentence } from './present';

describe('the members', () => {
  it('are listed with how they belong and what they have published', async () => {
    const { container } = openAt('/organisations/system/members', asLead);
    const table = await screen.findByRole('table', { name: 'Organisations of the system' });
    expect(within(table).getByRole('row', { name: /Alderbrook/ })).toHaveTextContent(/Member.*1 April 2024.*Version 1/);
    expect(within(table).getByRole('row', { name: /Council/ })).toHaveTextContent(/Partner.*Not published yet/);
    await expectAccessible(container);
  });

  it('say what will be there while there are none', async () => {
    openAt('/organisations/system/members', {
      ...asLead,
      'GET /api/v1/organisations/system/members': { members: [] },
    });
    expect(await screen.findByText(/No organisation belongs to this system yet/)).toBeVisible();
  });

  it('are counted in a sentence', () => {
    const edition = { id: 'e', number: 1, published: '2026-11-03' };
    expect(membersSentence([{ kind: 'member', edition }])).toBe('1 member. 1 has published a strategy to the system.');
    expect(
      membersSentence([
        { kind: 'member', edition: null },
        { kind: 'member', edition: null },
        { kind: 'partner', edition: null },
      ]),
    ).toBe('2 members and 1 partner. 0 have published a strategy to the system.');
  });
});
