import { expect, leavesItInOrder, test } from '../support';

test('people outside read a draft by a link and say what they think of it, and the trust deals with it', async ({
  page,
  signIn,
  browser,
  watch,
}) => {
  await signIn('cdo');
  await page.getByRole('link', { name: 'Strategy', exact: true }).click();
  await page.getByRole('link', { name: 'Write the strategy' }).click();
  await page.getByRole('link', { name: /^Versions/ }).click();
  await page.getByRole('link', { name: 'What people outside say' }).click();
  await expect(page.getByText('Nobody has said anything yet.')).toBeVisible();
  await page.getByLabel('For whom').fill('The patient panel');
  await page.getByRole('button', { name: 'Make a link' }).click();
  const address = page.getByText(/\/feedback#[\w-]{43}$/);
  await expect(address).toBeVisible();
  const link = await address.innerText();
  await leavesItInOrder(page, 'feedback-link-made');

  // Somebody without an account, in a browser of their own.
  const theirs = await browser.newContext();
  const outside = await theirs.newPage();
  await outside.goto(link);
  await expect(outside.getByRole('heading', { level: 1 })).toBeVisible();
  expect(outside.url()).not.toContain('#');
  await expect(outside.getByRole('heading', { name: /Do not write about patients/ })).toBeVisible();
  await outside.getByText(/^Say what you think of this: Open the whole story/).click();
  const here = outside.getByRole('article').filter({ hasText: 'Open the whole story' });
  await here.getByLabel('What you think of it').fill('My mother (943 476 5919) was not rung.');
  await here.getByRole('button', { name: 'Send it' }).click();
  await expect(here.getByRole('link', { name: /943 476 5919 looks like an NHS number/ })).toBeVisible();
  await here.getByLabel('What you think of it').fill('Who rings those of us without a phone?');
  await here.getByLabel(/What we may call you/).fill('a carer');
  await here.getByRole('button', { name: 'Send it' }).click();
  await expect(here.getByText(/^Thank you\. It has gone to/)).toBeVisible();
  await page.goto(link);
  await expect(page.getByRole('heading', { name: /Do not write about patients/ })).toBeVisible();
  await page
    .getByText(/^Say what you think of this/)
    .first()
    .click();
  await leavesItInOrder(page, 'feedback-draft');

  await page.goBack();
  await expect(page.getByText('1 comment to deal with.')).toBeVisible();
  await expect(page.getByText(link)).toBeHidden();
  const panel = page.getByRole('region', { name: 'Link for The patient panel' });
  await expect(panel.getByText('Who rings those of us without a phone?')).toBeVisible();
  await leavesItInOrder(page, 'feedback-read');
  await panel.getByRole('button', { name: /^Mark as dealt with/ }).click();
  await expect(page.getByText('All that was said has been dealt with.')).toBeVisible();
  await panel.getByRole('button', { name: /^Take back/ }).click();
  await panel.getByRole('button', { name: 'Yes, take back' }).click();
  await expect(panel.getByText(/^Taken back\./)).toBeVisible();

  watch.expects(404);
  await outside.reload();
  await expect(outside.getByRole('heading', { level: 1, name: 'This link cannot be used' })).toBeVisible();
  await theirs.close();
});
