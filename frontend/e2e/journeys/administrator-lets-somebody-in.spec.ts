import { expect, leavesItInOrder, signInHere, test } from '../support';

test('a new starter waits, is invited by their administrator, accepts, and is in', async ({
  page,
  signIn,
  browser,
  watch,
}) => {
  watch.expects(422);
  await signIn('starter');
  await expect(page.getByRole('heading', { level: 1, name: 'You have no organisation yet' })).toBeVisible();
  await expect(page.getByText('Carrowmere Royal')).toHaveCount(0);
  await leavesItInOrder(page, 'waiting-room');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Sign in' })).toBeVisible();

  await signInHere(page, 'administrator');
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'People and their roles' })).toContainText('Nadia Rahman (you)');
  await page.getByLabel('Who is meant').fill('Sam Taylor, digital team');
  const invite = page.locator('form', { has: page.getByRole('button', { name: 'Make an invitation' }) });
  await invite.getByLabel('Role').selectOption('Viewer');
  await invite.getByLabel('For how many days').fill('99');
  await page.getByRole('button', { name: 'Make an invitation' }).click();
  await expect(page.locator('.nhsuk-error-summary')).toBeFocused();
  await expect(page.getByLabel('Who is meant')).toHaveValue('Sam Taylor, digital team');
  await invite.getByLabel('For how many days').fill('7');
  await page.getByRole('button', { name: 'Make an invitation' }).click();
  const link = (await page.locator('.app-once__value').textContent()) ?? '';
  expect(link).toMatch(/\/invitation#.{20,}/);
  await leavesItInOrder(page, 'people');

  const guest = await browser.newPage({ baseURL: new URL(page.url()).origin });
  await guest.goto(link);
  await expect(guest.getByRole('heading', { level: 1, name: /An invitation from Carrowmere Royal/ })).toBeVisible();
  expect(guest.url(), 'the secret leaves the address').not.toContain('#');
  await guest.getByRole('link', { name: 'Carrowmere Royal University Hospitals' }).click();
  await guest.getByRole('link', { name: 'Continue as Sam Taylor' }).click();
  await guest.getByRole('button', { name: 'Accept the invitation' }).click();
  await expect(guest.getByRole('heading', { level: 1, name: 'Alignment' })).toBeVisible();
  expect(await guest.evaluate(() => Object.values(sessionStorage).join(' '))).not.toContain(link.split('#')[1]);
  await guest.close();
});

test('an administrator sets up a way to sign in, and reads the record of it', async ({ page, signIn, watch }) => {
  watch.expects(422);
  await signIn('administrator');
  await page.getByRole('link', { name: 'Signing in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Signing in' })).toBeVisible();
  await leavesItInOrder(page, 'connections');
  await page.getByRole('link', { name: 'Set up a connection' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Set up a connection' })).toBeVisible();
  await leavesItInOrder(page, 'connection-new');
  await page.getByLabel('Name').fill('Royal staff sign-in');
  await page.getByLabel('Issuer').fill('not an address');
  await page.getByRole('button', { name: 'Keep as a draft' }).click();
  await expect(page.locator('.nhsuk-error-summary')).toBeFocused();
  await leavesItInOrder(page, 'connection-refused');

  await page.getByRole('link', { name: 'Audit log' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible();
  await page.getByRole('combobox', { name: 'What' }).selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/kind=/);
  await page.getByRole('combobox', { name: 'What' }).selectOption({ index: 0 });
  await page.getByRole('button', { name: 'Show' }).click();
  await page.locator('details summary').first().click();
  await leavesItInOrder(page, 'audit');
});
