import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Item, ItemFields, ItemKind, Strategy } from '../../api/strategy';
import { openAt } from '../../testing/app';
import { asTrust } from '../../testing/fixtures';

const api = '/api/v1/organisations/alder';
const item = (id: string, kind: ItemKind, code: string, fields: ItemFields): Item => ({
  id,
  strategy: 's',
  kind,
  code,
  fields,
  version: 1,
  updated: '2026-11-23T12:00:00Z',
});
const objective = item('o1', 'objective', 'O1', { title: 'A card for the locker room' });
const record = item('k1', 'change_of_course', 'K1', {
  title: 'A card for the locker room',
  description: 'Nobody used it.',
  objectives: ['O1'],
});
const strategyOf = (...items: Item[]): Strategy => ({
  id: 's',
  title: 'Digital strategy',
  mission: '',
  period: '',
  next_review: null,
  items,
  edition: null,
  version: 1,
});

it('says what was given up just now, and leads to the record of why', async () => {
  let given = false;
  const { user, router } = openAt('/organisations/alder/strategy/objective/o1', {
    ...asTrust,
    [`GET ${api}/strategies`]: () => ({ strategies: [strategyOf(given ? record : objective)] }),
    [`GET ${api}/item-kinds`]: { kinds: [], roles: [] },
    [`GET ${api}/items?kind=objective&retired=true`]: () => ({ items: given ? [objective] : [] }),
    [`POST ${api}/items/o1/change-of-course`]: () => {
      given = true;
      return record;
    },
  });
  await user.click(await screen.findByText('Change course: give it up, and keep the reason'));
  await user.type(screen.getByLabelText('Why you are changing course'), 'Nobody used it.');
  await user.click(screen.getByRole('button', { name: 'Change course' }));

  const said = await screen.findByText(/^You gave up O1 A card for the locker room\./);
  expect(said.closest('[role="status"]')).not.toBeNull();
  expect(within(said).getByRole('link', { name: 'K1' })).toHaveAttribute(
    'href',
    '/organisations/alder/strategy/change_of_course/k1',
  );
  expect(router.state.location.pathname).toBe('/organisations/alder/strategy/objective');
  // It is still in the list of what can be put back.
  expect(screen.getByRole('button', { name: /^Undo/ })).toBeVisible();
});
