import { expect, leavesItInOrder, test } from '../support';

test('a trust’s digital officer sends a version for review, publishes it, and the next one’s changes are in words', async ({
  page,
  signIn,
}) => {
  await signIn('cdo');
  await page.getByRole('link', { name: 'Strategy', exact: true }).click();
  await page.getByRole('link', { name: 'Write the strategy' }).click();
  await page.getByLabel('Mission').fill('Care that is safe, close and joined up.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Care that is safe, close and joined up.').first()).toBeVisible();

  await page.getByRole('link', { name: /^Versions/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Versions/ })).toBeVisible();
  await page.getByRole('link', { name: 'What the draft changes' }).click();
  await expect(page.getByText('Now:').first()).toBeVisible();
  await leavesItInOrder(page, 'what-the-draft-changes');
  await page.getByRole('link', { name: 'All versions' }).click();

  // Nothing is published in a hold.
  await page.getByText('Hold publication for a time').click();
  await page.getByLabel('First day').fill('2026-01-01');
  await page.getByLabel('Last day').fill('2026-12-31');
  await page.getByLabel('Why').fill('Local elections');
  await page.getByRole('button', { name: 'Hold publication' }).click();
  await expect(page.getByText(/Nothing is published from/)).toBeVisible();
  await page.getByRole('button', { name: /^Lift/ }).click();
  await expect(page.getByText(/Nothing is held/)).toBeVisible();

  await page.getByLabel(/What they should look at/).fill('The mission.');
  await leavesItInOrder(page, 'versions');
  await page.getByRole('button', { name: 'Send for review' }).click();
  await page.getByRole('link', { name: 'Version 2' }).click();
  await expect(page.getByText(/Ready to publish/)).toBeVisible();
  await page.getByLabel('Comment').fill('Say which sites.');
  await page.getByRole('button', { name: 'Add the comment' }).click();
  await expect(page.getByText('Say which sites.')).toBeVisible();
  await page.getByRole('button', { name: /^Settle/ }).click();
  await expect(page.getByText('Settled.')).toBeVisible();
  await leavesItInOrder(page, 'a-version');
  await page.getByLabel('Everybody').uncheck(); // as somebody may have published before
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByText(/Published on .* to the system’s digital leads\./)).toBeFocused();

  await page.getByRole('link', { name: 'See it as others would' }).click();
  await expect(page.getByText('Partners and suppliers read none of it.')).toBeVisible();
  await leavesItInOrder(page, 'preview');
});
