import { expect, leavesItInOrder, test } from '../support';

test('an operator sees the plan, then adds an organisation, and reads no strategy', async ({ page, signIn, watch }) => {
  watch.expects(422);
  await signIn('operator');
  await expect(page.getByRole('heading', { level: 1, name: 'Organisations' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveText([
    'Organisations',
    'Approvals',
    'Repairs',
    'People',
    'Signing in',
    'Audit log',
  ]);
  await leavesItInOrder(page, 'register');
  await page.getByRole('link', { name: 'Add an organisation' }).click();
  await page.getByRole('button', { name: 'See what this changes' }).click();
  await expect(page.locator('.nhsuk-error-summary')).toBeFocused();
  await leavesItInOrder(page, 'register-add-refused');
  await page.getByLabel('Code', { exact: true }).fill('hollin');
  await page.getByLabel('Name', { exact: true }).fill('Hollin Hospice');
  await page.getByRole('button', { name: 'See what this changes' }).click();
  await expect(page.getByText('This is what will be done:')).toBeVisible();
  await leavesItInOrder(page, 'register-plan');
  await page.getByRole('button', { name: 'Do this' }).click();
  await page.getByRole('link', { name: 'Hollin Hospice' }).click();
  await expect(page.getByText('Nobody administers this organisation.')).toBeVisible();
  await leavesItInOrder(page, 'registered');
});

test('and decides which connections are used, and repairs what nobody administers', async ({ page, signIn }) => {
  await signIn('operator');
  await page.getByRole('link', { name: 'Approvals' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Approvals' })).toBeVisible();
  await leavesItInOrder(page, 'approvals');
  await page.getByRole('link', { name: 'Repairs' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Repairs' })).toBeVisible();
  await leavesItInOrder(page, 'repairs');
});
