import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { expectAccessible, openAt } from '../../testing/app';
import { asLead, asTrust, published } from '../../testing/fixtures';

const path = '/organisations/system/published/organisations/alder';

describe('the page of an organisation', () => {
  it('shows its strategy: objectives, what it is not doing, what holds it back', async () => {
    const { container } = openAt(path, asLead);
    const table = await screen.findByRole('table', { name: 'Objectives' });
    expect(within(table).getByRole('link', { name: 'G1 One joined-up record' })).toBeVisible();
    expect(within(table).getByRole('row', { name: /A-02 Reliable Wi-Fi/ })).toHaveTextContent('No system goal');
    expect(screen.getByText('Until March 2028.')).toBeVisible();
    expect(screen.getByText('Digital skills.')).toBeVisible();
    expect(screen.getByText(/Version 1, published 3 November 2026/)).toBeVisible();
    await expectAccessible(container);
  });

  it('does not say of an objective that nobody has looked at that it serves nothing', async () => {
    openAt(path, {
      ...asLead,
      'GET /api/v1/organisations/system/published/organisations/alder': {
        ...published,
        objectives: published.objectives.map((one) => ({ ...one, unreviewed: one.links.length === 0 })),
        findings: [],
      },
    });
    const row = await screen.findByRole('row', { name: /A-02 Reliable Wi-Fi/ });
    expect(row).toHaveTextContent('Not yet reviewed');
    expect(row).not.toHaveTextContent('No system goal');
  });

  it('tells of an objective that serves nothing once, and without blame', async () => {
    openAt(path, asLead);
    expect(await screen.findByText('Serves no goal or shared initiative of the system')).toBeVisible();
    expect(screen.getByText(/That may be right/)).toBeVisible();
    expect(screen.queryByText('A-02 serves no goal.')).not.toBeInTheDocument();
  });

  it('says what will be there when nothing is published yet', async () => {
    openAt(path, {
      ...asLead,
      'GET /api/v1/organisations/system/published/organisations/alder': {
        ...published,
        edition: null,
        objectives: [],
        summary: '',
      },
    });
    expect(await screen.findByText(/No strategy of .* is published to this system now/)).toBeVisible();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('is an organisation’s own under Strategy', async () => {
    openAt('/organisations/alder/strategy', asTrust);
    expect(await screen.findByRole('heading', { level: 1 })).toHaveTextContent('Alderbrook Hospitals');
    expect(screen.getByRole('link', { name: 'Strategy' })).toHaveAttribute('aria-current', 'page');
  });
});
