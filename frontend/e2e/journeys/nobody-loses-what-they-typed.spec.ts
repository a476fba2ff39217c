import type { Page } from '@playwright/test';
import { expect, leavesItInOrder, people, test } from '../support';

const field = (page: Page) => page.getByLabel('What it is for');

/** When the server says that the session ends. */
async function ends(page: Page): Promise<number> {
  const answer = await page.request.get('/api/v1/session');
  return Date.parse(((await answer.json()) as { ends: string }).ends);
}

test('before a session ends its person is asked, may stay, and comes back to what they had typed', async ({
  page,
  context,
  signIn,
  watch,
}) => {
  await page.clock.install();
  await signIn('cdo');
  await page.getByRole('link', { name: 'API tokens' }).click();
  await field(page).fill('A thought of some length');
  const there = page.url();
  const forwardTo = async (moment: number) => page.clock.fastForward(moment - (await page.evaluate(() => Date.now())));
  const warning = page.getByRole('dialog', { name: 'You will be signed out soon' });

  const end = await ends(page);
  await forwardTo(end - 3 * 60_000);
  await expect(warning).toBeHidden();
  await forwardTo(end - 110_000);
  await expect(warning).toBeVisible();
  await expect(warning.getByRole('button', { name: 'Stay signed in' })).toBeFocused();
  await leavesItInOrder(page, 'session-warning');
  // The server's clock has not moved: what it gives from now on is to last, as it does when no clock is moved.
  await page.clock.setSystemTime(Date.now());
  const stayed = page.waitForResponse(/\/session\/extension$/);
  await warning.getByRole('button', { name: 'Stay signed in' }).click();
  expect((await stayed).status()).toBe(200);
  await expect(warning).toBeHidden();
  expect(await ends(page), 'staying moves the end').toBeGreaterThan(end);
  await expect(field(page)).toHaveValue('A thought of some length');

  // Nobody stays the second time. The browser's clock alone has moved, so the session is taken away by hand.
  await forwardTo((await ends(page)) - 100_000);
  await expect(warning).toBeVisible();
  watch.expects(401);
  await context.clearCookies();
  await page.clock.fastForward(3 * 60_000);
  await expect(page.getByText('Sign in to go on to the page you asked for.')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: people.cdo.at }).click();
  await page.getByRole('link', { name: `Continue as ${people.cdo.name}` }).click();
  await expect(page).toHaveURL(there);
  await expect(field(page)).toHaveValue('A thought of some length');
});
