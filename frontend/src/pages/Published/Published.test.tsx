import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Schemas } from '../../api/client';
import { expectAccessible, openAt } from '../../testing/app';

const strategy: Schemas['PublicStrategy'] = {
  publisher: { name: 'Alder Hospitals NHS Trust', ods_code: 'RXA', fictional: false },
  number: 2,
  published: '2026-11-27',
  text: {
    title: 'Alder digital strategy',
    mission: 'Safe and quick.',
    period: '2025-2028',
    next_review: '2027-03',
    items: [
      { kind: 'non_priority', code: 'A-N1', fields: { title: 'We will not write our own apps.', due: '2028-03' } },
      { kind: 'aim', code: 'A-A1', fields: { title: 'Care close to home' } },
      {
        kind: 'objective',
        code: 'A-1',
        fields: {
          title: 'Open the shared care record on every ward',
          due: '2026-12',
          measures: [{ name: 'wards', baseline: '2', target: '24' }],
          changes: [{ role: 'community nurse', what: 'Sees the discharge letter.' }],
          aims: ['A-A1'],
        },
      },
    ],
  },
};

const asked = { 'GET /api/v1/sign-in': { demo: false, options: [] }, 'GET /api/v1/public/RXA': strategy };

describe('what everybody reads', () => {
  it('is said in plain words, without anybody signed in', async () => {
    const { container, asked: requests } = openAt('/published/RXA', asked);
    await screen.findByRole('heading', { level: 1, name: /Alder digital strategy/ });
    expect(screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)).toEqual([
      'What we are here to do',
      'What we will do',
      'What we will not do',
      'Tell us what you think',
    ]);
    expect(screen.getByText('Until')).toBeVisible();
    expect(screen.getByText(/Sees the discharge letter/)).toBeVisible();
    expect(screen.getAllByText('Care close to home')).toHaveLength(2);
    expect(screen.queryByText('A-1')).toBeNull();
    expect(requests).not.toContain('GET /api/v1/session');
    await expectAccessible(container);
  });

  it('counts what somebody says, once', async () => {
    const answers = { ...asked, 'POST /api/v1/public/RXA/pulse': {} };
    const { user, asked: requests } = openAt('/published/RXA', answers);
    await user.click(await screen.findByLabelText('It helps me'));
    await user.selectOptions(screen.getByLabelText(/Who you are/), 'carer');
    await user.click(screen.getByRole('button', { name: 'Send your answer' }));
    expect(await screen.findByText(/Thank you/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Send your answer' })).toBeNull();
    expect(requests.filter((one) => one.startsWith('POST'))).toHaveLength(1);
  });

  it('has one address', async () => {
    const { router } = openAt('/published/an-id', { ...asked, 'GET /api/v1/public/an-id': strategy });
    await screen.findByRole('heading', { level: 1, name: /Alder digital strategy/ });
    expect(router.state.location.pathname).toBe('/published/RXA');
  });

  it('says so where nothing is published', async () => {
    openAt('/published/RX9', asked);
    expect(await screen.findByRole('heading', { level: 1, name: 'Nothing is published here' })).toBeVisible();
  });
});
