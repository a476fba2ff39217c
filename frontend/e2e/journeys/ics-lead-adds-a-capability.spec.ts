import { expect, leavesItInOrder, test } from '../support';

test('a system lead adds a capability that only its people know, members read it, and it is removed', async ({
  page,
  context,
  signIn,
  watch,
}) => {
  await signIn('lead');
  await page.getByRole('link', { name: 'Capabilities' }).click();
  await page.getByLabel('Words in a name, a phrase or an abbreviation').fill('virtual ward');
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByRole('link', { name: 'Virtual wards' })).toBeVisible();
  await leavesItInOrder(page, 'capabilities');

  await page.getByRole('link', { name: 'Add a capability' }).click();
  await page.getByLabel('Code', { exact: true }).fill('brontide');
  await page.getByLabel('Name', { exact: true }).fill('the Brontide programme');
  await page.getByLabel('Broad subject').selectOption({ label: 'Records' });
  await page.getByLabel('Phrases', { exact: true }).fill('brontide\n~ fen');
  for (const question of ['Do most organisations need it?', 'Can it run one way everywhere?', /cross from one/]) {
    const group = page.getByRole('group', { name: question });
    await group.getByLabel('How much').fill('0.9');
    await group.getByLabel('Because').fill('everybody in the fens needs it');
  }
  watch.expects(422);
  await page.getByRole('button', { name: 'Add the capability' }).click();
  await expect(page.getByRole('link', { name: /a gap stands between two words/ })).toBeVisible();
  await leavesItInOrder(page, 'capability-add');
  await page.getByLabel('Phrases', { exact: true }).fill('brontide\nview of ~ fen');
  await page.getByRole('button', { name: 'Add the capability' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /The Brontide programme/ })).toBeVisible();
  await leavesItInOrder(page, 'capability');

  await context.clearCookies();
  await signIn('cdo');
  await page.getByRole('link', { name: 'Capabilities' }).click();
  await page.getByLabel('Words in a name, a phrase or an abbreviation').fill('brontide');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('link', { name: 'The Brontide programme' }).click();
  await expect(page.getByText('brontide, view of ~ fen')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Change it' })).toHaveCount(0);

  await context.clearCookies();
  await signIn('lead');
  await page.getByRole('link', { name: 'Capabilities' }).click();
  await page.getByRole('link', { name: 'The Brontide programme' }).click();
  await page.getByRole('button', { name: 'Remove the Brontide programme' }).click();
  await page.getByRole('button', { name: 'Yes, remove' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Capabilities' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'The Brontide programme' })).toHaveCount(0);
});
