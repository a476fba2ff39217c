import { expect, leavesItInOrder, test } from '../support';

test.use({ viewport: { width: 320, height: 640 } });

test('one goal at a time, what is behind it in its place, and back', async ({ page, signIn }) => {
  await signIn('lead');
  const royal = page.getByRole('button', { name: /^Carrowmere Royal University Hospitals/ });
  await expect(page.getByRole('heading', { level: 2, name: /^G1 / })).toBeVisible();
  await expect(page.getByRole('grid')).toHaveCount(0);
  await page.getByRole('link', { name: /^Next/ }).click();
  await expect(page.getByRole('heading', { level: 2, name: /^G2 / })).toBeVisible();
  await page.getByRole('link', { name: /^Previous/ }).click();
  await royal.click();
  await expect(page.getByRole('complementary', { name: /G1 / })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Goal or initiative' })).toBeHidden();
  await page.goBack();
  await expect(royal).toBeFocused();
  await leavesItInOrder(page, 'lead-on-a-phone');
});
