import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, handsOver, isAccessible, leavesItInOrder, people, testApart as test } from '../support';

test.setTimeout(240_000); // everything that a digital officer does in a year

const spreadsheet = fileURLToPath(
  new URL('../../../tenants/exchange/sheet/testdata/several-sheets.xlsx', import.meta.url),
);

async function opensTheDraft(page: Page) {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Strategy', exact: true }).click();
  await page.getByRole('link', { name: 'Write the strategy' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Draft of our strategy/ })).toBeVisible();
}

/** Sends the draft for review and publishes it to the system. */
async function publishes(page: Page, version: number) {
  await opensTheDraft(page);
  await page.getByRole('link', { name: /^Versions/ }).click();
  await page.getByRole('button', { name: 'Send for review' }).click();
  await page.getByRole('link', { name: `Version ${version}` }).click();
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByText(/Published on .* to the system’s digital leads\./)).toBeVisible();
}

test('a strategy comes out of a spreadsheet, is mended, published, read by the system and changed again', async ({
  page,
  signIn,
}) => {
  // It comes in, with two cells put right.
  await signIn('cdo');
  await opensTheDraft(page);
  await page.getByRole('link', { name: 'Import a spreadsheet' }).click();
  await page.getByLabel('Your spreadsheet').setInputFiles(spreadsheet);
  await page.getByRole('button', { name: 'Read this file' }).click();
  await page.getByLabel('What the rows of Not doing are').selectOption({ label: 'Nothing: leave this sheet out' });
  await page.getByRole('button', { name: 'See what would happen' }).click();
  await page.getByLabel('Our objectives, row 2, column H (Deadline)').fill('March 2027');
  await page.getByLabel('Our objectives, row 3, column H (Deadline)').fill('March 2028');
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.getByRole('button', { name: 'Import 5 rows' }).click();
  await expect(page.getByRole('heading', { name: '5 rows of several-sheets.xlsx imported' })).toBeVisible();

  // The check says what the new objectives lack, and one thing is mended.
  await page.getByRole('link', { name: 'The whole strategy' }).click();
  await page.getByRole('link', { name: 'Strategy check' }).click();
  await expect(page.getByText('Staff log on once').first()).toBeVisible();
  await opensTheDraft(page);
  await page.getByRole('link', { name: 'Objectives', exact: true }).click();
  await page.getByRole('link', { name: /Patients book their own appointments/ }).click();
  await page
    .getByLabel('User need it serves', { exact: true })
    .fill('People who work shifts cannot telephone in the day.');
  await page.getByLabel('User need it serves', { exact: true }).blur();
  await expect(page.getByRole('status').filter({ hasText: /^Saved/ })).toBeVisible();

  // What it may serve is shown before anybody else reads it; then it is published.
  const serves = page.getByRole('region', { name: 'What this objective may serve' });
  await serves.getByText(/of Carrowmere Integrated Care System/).click();
  await expect(serves.getByRole('link').first()).toBeVisible();
  await isAccessible(page);
  await publishes(page, 2);

  // Its suggestions wait in the inbox, and one is confirmed.
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Inbox' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Alignment inbox/ })).toBeVisible();
  const here = page.locator('article[aria-current=true]');
  await here.getByRole('button', { name: /^Confirm (?!as partial)/ }).click();
  await expect(here.getByText(/^Confirmed, direct/)).toBeVisible();

  // The system reads it.
  await handsOver(page, 'lead');
  await page.getByRole('link', { name: people.cdo.at }).first().click();
  await expect(page.getByText('Patients book their own appointments').first()).toBeVisible();
  await leavesItInOrder(page, 'whole-way-lead');

  // The next version is what changed, in words.
  await handsOver(page, 'cdo');
  await opensTheDraft(page);
  await page.getByRole('link', { name: 'Objectives', exact: true }).click();
  await page.getByRole('link', { name: /Patients book their own appointments/ }).click();
  await page.getByLabel('Horizon').fill('2028-09');
  await page.getByLabel('Horizon').blur();
  await expect(page.getByRole('status').filter({ hasText: /^Saved/ })).toBeVisible();
  await publishes(page, 3);
  await page.getByRole('link', { name: /What the draft changes/ }).click();
  await page.getByLabel('From').selectOption('Version 2');
  await page.getByLabel('To', { exact: true }).selectOption('Version 3');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/from=.*to=/);
  await page.reload(); // as somebody who was sent its address
  await expect(page.getByText(/Patients book their own appointments/)).toHaveCount(1);
  await expect(page.getByText(/September 2028/)).toBeVisible();
  await leavesItInOrder(page, 'whole-way-changes');
});
