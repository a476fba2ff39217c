import { expect, leavesItInOrder, test } from '../support';

test('a board member reads the picture, an initiative and who belongs', async ({ page, signIn }) => {
  await signIn('board');
  await expect(page.getByRole('grid')).toBeVisible();
  await page.getByRole('link', { name: /^I1 / }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Shared initiative I1/ })).toBeVisible();
  await leavesItInOrder(page, 'board-reads-an-initiative');
  await page.getByRole('link', { name: 'Members' }).click();
  await expect(page.getByRole('table', { name: 'Organisations of the system' })).toContainText('Borough Council');
  await leavesItInOrder(page, 'board-reads-the-members');
});
