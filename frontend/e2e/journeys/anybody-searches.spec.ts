import { expect, leavesItInOrder, test } from '../support';

test('a system’s lead finds what members published by a misspelt word, and narrows it', async ({ page, signIn }) => {
  await signIn('lead');
  const box = page.getByRole('searchbox', { name: 'Search strategies' });
  await box.fill('prescribign');
  await box.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Search' })).toBeFocused();
  await expect(page.getByText(/^Showing results like “prescribing/)).toBeVisible();
  await expect(page.getByRole('main').locator('mark').first()).toBeVisible();
  await leavesItInOrder(page, 'search-found');

  const narrow = page.getByRole('navigation', { name: 'Narrow the results' });
  await narrow.getByRole('link', { name: /^Objectives \(/ }).click();
  await expect(narrow.getByRole('link', { name: /^Take away the filter: Objectives/ })).toBeVisible();
  await page.getByRole('main').getByRole('heading', { level: 3 }).first().getByRole('link').click();
  await expect(page.getByText(/^Edition \d+, published/)).toBeVisible();
});

test('a member finds its own and its system’s, and of another nothing', async ({ page, signIn }) => {
  await signIn('cdo');
  const box = page.getByRole('searchbox', { name: 'Search strategies' });
  await box.fill('record');
  await box.press('Enter');
  await expect(page.getByText(/^\d+ results for “record”/)).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Narrow the results' })).not.toContainText('Brackenlea');
  await box.fill('zeppelinium');
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await expect(page.getByText('Nothing was found for “zeppelinium”.')).toBeVisible();
  await leavesItInOrder(page, 'search-nothing');
});
