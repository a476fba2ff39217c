import { expect, leavesItInOrder, signInHere, test } from '../support';

test('signing out ends it, here and for the Back button', async ({ page, signIn, watch }) => {
  await signIn('lead');
  await expect(page.getByRole('grid')).toBeVisible();
  const there = page.url();
  watch.expects(401);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toHaveCount(0);
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 2, name: 'Sign in' })).toBeVisible();
  // Back through the provider's pages, past where the picture was.
  for (;;) {
    await page.goBack();
    if (page.url() === 'about:blank') break;
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('grid')).toHaveCount(0);
  }
  // And by its address.
  await page.goto(there);
  await expect(page.getByText('Sign in to go on to the page you asked for.')).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 2, name: 'Sign in' })).toBeVisible();
  await leavesItInOrder(page, 'start');
});

test('a session that ended goes to the start page and comes back to the same place', async ({
  page,
  context,
  signIn,
  watch,
}) => {
  await signIn('lead');
  await page.getByRole('combobox', { name: 'Rows' }).selectOption('Goals');
  await expect(page).toHaveURL(/rows=goals/);
  const there = page.url();
  await context.clearCookies();
  watch.expects(401);
  await page.reload();
  await expect(page.getByText('Sign in to go on to the page you asked for.')).toBeVisible();
  await signInHere(page, 'lead');
  await expect(page).toHaveURL(there);
  await expect(page.getByRole('combobox', { name: 'Rows' })).toHaveValue('goals');
});

test('the accessibility statement needs no account', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 2, name: 'Sign in' })).toBeVisible();
  await page.getByRole('link', { name: 'Accessibility statement' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Accessibility statement' })).toBeVisible();
  await leavesItInOrder(page, 'accessibility-statement');
});
