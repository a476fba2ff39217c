import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { expectAccessible, openAt } from '../../testing/app';
import { alder, belonging, cdo, session } from '../../testing/fixtures';

it.each(['', '/alignment', '/strategy'])('stands in the place of %j for an organisation in no system', async (page) => {
  const { container } = openAt(`/organisations/alder${page}`, {
    'GET /api/v1/session': session(cdo),
    'GET /api/v1/organisations/alder': belonging(alder),
  });
  expect(await screen.findByRole('heading', { level: 1, name: /belongs to no system yet/ })).toBeVisible();
  await expectAccessible(container);
});
