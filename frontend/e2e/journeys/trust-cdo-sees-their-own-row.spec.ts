import { expect, leavesItInOrder, test } from '../support';

test('a trust’s digital officer sees their own column, what is behind it, and what they published', async ({
  page,
  signIn,
}) => {
  await signIn('cdo');
  await expect(page.getByRole('heading', { level: 1, name: 'Alignment' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveText([
    'Alignment',
    'Inbox',
    'Strategy',
    'Board',
    'Capabilities',
    'Settings',
  ]);
  await expect(page.getByRole('columnheader')).toHaveCount(3);
  await expect(page.getByText('Brackenlea')).toHaveCount(0);
  await leavesItInOrder(page, 'cdo-own-row');

  await page.getByRole('row', { name: /^G1 / }).getByRole('button').click();
  await expect(page.getByRole('complementary', { name: /G1 / }).locator('mark').first()).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'Strategy' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Carrowmere Royal University Hospitals/ })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Objectives' })).toContainText('AC-01');
  await leavesItInOrder(page, 'cdo-own-strategy');
});

test('and nothing of another trust at its address', async ({ page, signIn, watch }) => {
  await signIn('cdo');
  await expect(page.getByRole('grid')).toBeVisible();
  watch.expects(404);
  const own = new URL(page.url()).pathname.split('/')[2] ?? '';
  await page.goto(`/organisations/${own}/published/organisations/00000000-0000-4000-8000-000000000000`);
  await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
  await page.goto('/organisations/00000000-0000-4000-8000-000000000000/alignment');
  await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
  await leavesItInOrder(page, 'not-found');
});
