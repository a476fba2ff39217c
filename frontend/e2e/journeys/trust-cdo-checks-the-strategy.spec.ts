import { expect, leavesItInOrder, test } from '../support';

test.setTimeout(180_000); // many pages looked at whole

test('a trust’s digital officer checks the strategy, mends one thing and lets another be', async ({ page, signIn }) => {
  await signIn('cdo');
  await page.getByRole('link', { name: 'Strategy' }).click();
  await page.getByRole('link', { name: 'Write the strategy' }).click();
  await page.getByRole('link', { name: 'Strategy check' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Strategy check/ })).toBeVisible();
  await expect(page.getByText('nobody outside your organisation sees it')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What a board may ask' })).toBeVisible();
  await leavesItInOrder(page, 'strategy-check');

  // Another is left as it is, with a reason, and reopened.
  const review = page.getByRole('article', { name: 'No date for looking at it again' });
  await expect(review.getByRole('heading', { level: 3 })).toContainText('1 finding');
  await review.getByText(/Leave it as it is/).click();
  await review.getByLabel('Why it may stay as it is').fill('The board reviews it each March.');
  await page.getByRole('button', { name: 'Dismiss No date for looking at it again' }).click();
  await expect(review.getByText(/The board reviews it each March/)).toBeVisible();
  await expect(review.getByRole('heading', { level: 3 })).toContainText('1 finding, all dismissed');
  await leavesItInOrder(page, 'strategy-check-dismissed');
  await page.getByRole('button', { name: 'Reopen No date for looking at it again' }).click();
  await expect(review.getByText(/The board reviews it each March/)).toBeHidden();

  // One is mended where it is written, and goes.
  await page.goBack();
  await page.getByRole('link', { name: 'Objectives', exact: true }).click();
  await page.getByRole('link', { name: /Open the whole story/ }).click();
  const panel = page.getByRole('region', { name: 'Strategy check of this item' });
  await panel.getByText(/to look at$/).click();
  await expect(panel.getByText('No owner – a board may ask')).toBeVisible();
  await leavesItInOrder(page, 'objective-findings');
  await page.getByLabel('Accountable owner').fill('Chief nurse');
  await page.getByLabel('Accountable owner').blur();
  await expect(panel.getByText('No owner')).toHaveCount(0);
});
