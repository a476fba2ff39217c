import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { expectAccessible, openAt } from '../../testing/app';
import { asPartner, record, system, viewer } from '../../testing/fixtures';
import { groupsOf } from './present';

const path = '/organisations/council/shared-with-us';

describe('what is shared with a partner', () => {
  it('is listed, and nothing else is asked for', async () => {
    const { container, asked } = openAt(path, asPartner);
    expect(await screen.findByRole('link', { name: 'I1 Shared care record' })).toBeVisible();
    expect(screen.queryByText('Goals')).not.toBeInTheDocument();
    expect(asked.filter((one) => /matrix|members/.test(one))).toEqual([]);
    await expectAccessible(container);
  });

  it('is nothing yet, said plainly', async () => {
    const { container } = openAt(path, {
      ...asPartner,
      'GET /api/v1/organisations/council/published/targets': { system, targets: [] },
    });
    expect(await screen.findByText('Fenland has not shared anything with your organisation yet.')).toBeVisible();
    await expectAccessible(container);
  });

  it('comes goals first', () => {
    expect(groupsOf([viewer, record]).map(({ heading }) => heading)).toEqual(['Goals', 'Shared initiatives']);
  });
});
