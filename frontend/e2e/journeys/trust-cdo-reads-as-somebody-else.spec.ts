import type { Page } from '@playwright/test';
import { expect, leavesItInOrder, test } from '../support';

/** Letters that are typed into a box of choices within a second of each other are one word to the browser. */
const aWord = 1_100;

/** A choice acts when its button is pressed, and not before (WCAG 3.2.2). */
async function shows(page: Page): Promise<void> {
  const address = page.url();
  const button = page.getByRole('button', { name: 'Show' });
  for (let step = 0; step < 2 && !(await button.evaluate((one) => one === document.activeElement)); step++) {
    await page.keyboard.press('Tab');
  }
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(address);
}

/** Chooses as a person does, by key: what moves because of it did not move by itself. */
async function readAs(page: Page, role: string): Promise<void> {
  const box = page.getByRole('combobox', { name: 'Read it as' });
  const address = page.url();
  await box.focus();
  await page.waitForTimeout(aWord);
  await page.keyboard.type(role);
  await expect(box.locator('option:checked')).toHaveText(role);
  expect(page.url(), 'before it is shown').toBe(address);
  await shows(page);
}

test('a trust’s digital officer reads the draft as a community nurse and as a patient would', async ({
  page,
  signIn,
}) => {
  await signIn('cdo');
  await page.getByRole('link', { name: 'Strategy', exact: true }).click();
  await page.getByRole('link', { name: 'Write the strategy' }).click();
  await page.getByRole('link', { name: 'Objectives', exact: true }).click();
  await page.getByRole('link', { name: /Open the whole story/ }).click();
  await page.getByLabel('Who could be excluded').fill('Patients who carry no card.');
  await page.getByLabel('The way without digital').fill('The ward rings them.');
  await page.getByRole('button', { name: 'Add what changes for a role' }).click();
  await page.getByLabel('For whom').fill('community nurse');
  await page.getByLabel('What changes', { exact: true }).fill('The discharge letter is there before the visit');
  await page.getByLabel('What changes', { exact: true }).blur();
  await expect(page.getByRole('status').filter({ hasText: /^Saved \d\d:\d\d$/ })).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Strategy' }).click();
  await page.getByRole('link', { name: 'Write the strategy' }).click();

  await page.getByRole('link', { name: 'What changes for whom' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /What changes for whom/ })).toBeVisible();
  await leavesItInOrder(page, 'roles');
  await readAs(page, 'community nurse');
  await expect(page.getByRole('heading', { level: 1, name: /Community nurse: what changes/ })).toBeVisible();
  const stated = page.getByRole('region', { name: 'What the strategy states' });
  await expect(stated.getByRole('link', { name: /Open the whole story/ })).toBeVisible();
  await expect(stated.getByText('The discharge letter is there before the visit')).toBeVisible();
  await expect(stated.getByText('It says what changes for them.')).toBeVisible();
  const wider = page.getByRole('region', { name: 'What may be about them' });
  await expect(wider.locator('mark').first()).toBeVisible();
  await leavesItInOrder(page, 'roles-community-nurse');

  await readAs(page, 'patient');
  await expect(page.getByRole('heading', { level: 1, name: /Patient: what changes/ })).toBeVisible();
  await expect(stated.locator('mark').filter({ hasText: 'Patients' })).toBeVisible();
  await expect(stated.getByText('The ward rings them.')).toBeVisible();
  await page.getByText('Which words are looked for').click();
  await expect(page.getByText(/service user/)).toBeVisible();
  await leavesItInOrder(page, 'roles-patient');

  // The version that is published says nothing of it yet.
  const version = page.getByRole('combobox', { name: 'What is read' });
  await version.focus();
  await page.keyboard.type('Version 1');
  await shows(page);
  await expect(page.getByText('The ward rings them.')).toBeHidden();
  await expect(page.getByRole('region', { name: 'What names them' })).toBeVisible();
});

test('a system’s lead reads what a trust has published as a community nurse would', async ({ page, signIn }) => {
  await signIn('lead');
  await page.getByRole('link', { name: 'Members' }).click();
  await page
    .getByRole('main')
    .getByRole('link', { name: /Community/ })
    .first()
    .click();
  await page.getByRole('link', { name: 'What changes for whom' }).click();
  await readAs(page, 'community nurse');
  const named = page.getByRole('region', { name: 'What names them' });
  await expect(named.locator('mark').filter({ hasText: 'District nurses' })).toBeVisible();
  await leavesItInOrder(page, 'roles-of-a-member');
});
