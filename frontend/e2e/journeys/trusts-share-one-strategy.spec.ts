import type { BrowserContext, Page } from '@playwright/test';
import { expect, leavesItInOrder, signInHere, test, type Who } from '../support';

/** Somebody else comes. */
async function comes(page: Page, context: BrowserContext, who: Who): Promise<void> {
  await context.clearCookies();
  await page.goto('/');
  await signInHere(page, who);
}

const spoken = (page: Page) => page.getByRole('button', { name: /^Wyrewater Cancer Centre: .*in a joint strategy/ });

test('a trust’s strategy covers another that consents, and no longer when it withdraws', async ({ page, context }) => {
  await comes(page, context, 'cdo');
  await page.getByRole('link', { name: 'Strategy', exact: true }).click();
  await page.getByRole('link', { name: 'Write the strategy' }).click();
  await page.getByRole('link', { name: /^Versions/ }).click();
  await page.getByRole('button', { name: /^Ask Wyrewater/ }).click();
  await expect(page.getByText(/It has not answered yet/)).toBeVisible();
  await leavesItInOrder(page, 'joint-asked');

  await comes(page, context, 'neighbour');
  await page.getByRole('link', { name: 'Strategy', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Joint strategies' })).toBeVisible();
  await leavesItInOrder(page, 'joint-received');
  await page.getByRole('link', { name: /^Read it and answer/ }).click();
  await expect(page.getByRole('heading', { name: 'What it says' })).toBeVisible();
  await leavesItInOrder(page, 'joint-strategy');
  await page.getByLabel('Yes, we consent').check();
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await expect(page.getByText(/has covered you since/)).toBeVisible();
  await leavesItInOrder(page, 'joint-consented');

  await comes(page, context, 'lead');
  await expect(async () => {
    await page.reload();
    await expect(spoken(page).first()).toBeVisible({ timeout: 2000 });
  }).toPass();
  await spoken(page).first().click();
  await expect(page.getByRole('complementary').getByText(/In the joint strategy of Carrowmere Royal/)).toBeVisible();
  await leavesItInOrder(page, 'joint-in-the-picture');

  await comes(page, context, 'neighbour');
  await page.getByRole('link', { name: 'Strategy', exact: true }).click();
  await page.getByRole('link', { name: /^Read it/ }).click();
  await page.getByRole('button', { name: /^Withdraw consent/ }).click();
  await page.getByRole('button', { name: 'Yes, withdraw consent' }).click();
  await expect(page.getByText(/covers you no longer/)).toBeVisible();
  await page.getByRole('link', { name: /^Read it/ }).click();
  await expect(page.getByText('There is no published version that you can read.')).toBeVisible();
  await leavesItInOrder(page, 'joint-withdrawn');

  await comes(page, context, 'lead');
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('button', { name: /^Wyrewater Cancer Centre: / }).first()).toBeVisible({
      timeout: 2000,
    });
    await expect(spoken(page)).toHaveCount(0, { timeout: 500 });
  }).toPass();
});
