import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { expectAccessible, openAt } from '../../testing/app';
import { alder, asLead, asTrust, birch, council, members, system } from '../../testing/fixtures';
import { editionOf, membersSentence } from './present';

describe('the members', () => {
  it('are listed with how they belong and what they have published', async () => {
    const { container } = openAt('/organisations/system/members', asLead);
    const table = await screen.findByRole('table', { name: 'Organisations of the system' });
    expect(within(table).getByRole('row', { name: /Alderbrook/ })).toHaveTextContent(/Member.*1 April 2024.*Version 1/);
    expect(within(table).getByRole('row', { name: /Council/ })).toHaveTextContent(/Partner.*Not published yet/);
    await expectAccessible(container);
  });

  it('lead to their pages, which partners have not', async () => {
    openAt('/organisations/system/members', asLead);
    const table = await screen.findByRole('table', { name: 'Organisations of the system' });
    expect(
      within(table)
        .getAllByRole('link')
        .map((link) => link.textContent),
    ).toEqual([alder.name, birch.name]);
  });

  it('tell one of them what is shared with it, and of no other that it has published nothing', async () => {
    const [own, neighbour, partner] = members;
    openAt('/organisations/alder/members', {
      ...asTrust,
      'GET /api/v1/organisations/alder/members': { members: [own, { ...neighbour, edition: null }, partner] },
    });
    const table = await screen.findByRole('table', { name: 'Organisations of the system' });
    expect(within(table).getByRole('row', { name: /Alderbrook/ })).toHaveTextContent(/Version 1/);
    expect(within(table).getByRole('row', { name: /Birch/ })).toHaveTextContent(/Not shared with you/);
    expect(within(table).getByRole('row', { name: /Council/ })).toHaveTextContent(/Not shared with you/);
    expect(
      screen.getByText('2 members and 1 partner. 0 of the 2 others have shared a strategy with you.'),
    ).toBeVisible();
    // Of others it may read no page.
    expect(
      within(table)
        .getAllByRole('link')
        .map((link) => link.textContent),
    ).toEqual([alder.name]);
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
    const of = (organisation: { id: string }, published = false, kind: 'member' | 'partner' = 'member') => ({
      organisation,
      kind,
      edition: published ? edition : null,
    });
    expect(membersSentence({ organisation: system }, [of(alder, true)])).toBe(
      '1 member. 1 has published a strategy to the system.',
    );
    expect(membersSentence({ organisation: system }, [of(alder), of(birch), of(council, false, 'partner')])).toBe(
      '2 members and 1 partner. 0 have published a strategy to the system.',
    );
    expect(membersSentence({ organisation: alder }, [of(alder, true), of(birch, true)])).toBe(
      '2 members. The other has shared a strategy with you.',
    );
    expect(membersSentence({ organisation: alder }, [of(alder, true)])).toBe('1 member.');
  });

  it('that have not published, or not to the reader, are told apart', () => {
    const unpublished = { organisation: birch, kind: 'member' as const, edition: null };
    expect(editionOf({ organisation: system }, unpublished)).toBe('Not published yet');
    expect(editionOf({ organisation: birch }, unpublished)).toBe('Not published yet');
    expect(editionOf({ organisation: alder }, unpublished)).toBe('Not shared with you');
  });
});
