import { expect, leavesItInOrder, test } from '../support';

test('a digital officer makes a token, sees its secret once, and revokes it', async ({ page, signIn }) => {
  await signIn('cdo');
  await page.getByRole('link', { name: 'API tokens' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'API tokens' })).toBeVisible();
  await page.getByLabel('What it is for').fill('Nightly report');
  await page.getByRole('button', { name: 'Make a token' }).click();
  const secret = (await page.locator('.app-once__value').textContent()) ?? '';
  expect(secret.length).toBeGreaterThan(20);
  await leavesItInOrder(page, 'tokens');
  await page.reload();
  await expect(page.getByRole('table', { name: 'Tokens' })).toContainText('Nightly report');
  await expect(page.getByText(secret)).toHaveCount(0);
  await page.getByRole('button', { name: 'Revoke the token for Nightly report' }).click();
  await page.getByRole('button', { name: 'Yes, revoke' }).click();
  await expect(page.getByRole('button', { name: /^Revoke/ })).toHaveCount(0);
});

test('and signs out everywhere', async ({ page, signIn, watch }) => {
  await signIn('cdo');
  await page.getByRole('link', { name: 'Grace Lindqvist' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Where you are signed in' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Your sessions' })).toBeVisible();
  await leavesItInOrder(page, 'sessions');
  watch.expects(401);
  await page.getByRole('button', { name: /Sign out everywhere/ }).click();
  const sure = page.getByRole('button', { name: /^Yes/ });
  if (await sure.isVisible()) await sure.click();
  await expect(page.getByRole('heading', { level: 2, name: 'Sign in' })).toBeVisible();
});

test('what was typed is there again when the session has ended and the same person comes back', async ({
  page,
  context,
  signIn,
  watch,
}) => {
  await signIn('cdo');
  await page.getByRole('link', { name: 'API tokens' }).click();
  await page.getByLabel('What it is for').fill('Half a thought');
  watch.expects(401);
  await context.clearCookies();
  await page.getByRole('button', { name: 'Make a token' }).click();
  await expect(page.getByText('Sign in to go on to the page you asked for.')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Carrowmere Royal University Hospitals' }).click();
  await page.getByRole('link', { name: 'Continue as Grace Lindqvist' }).click();
  await expect(page.getByLabel('What it is for')).toHaveValue('Half a thought');
});
