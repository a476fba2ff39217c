import type { BrowserContext, Page } from '@playwright/test';
import { expect, leavesItInOrder, signInHere, test, type Who } from '../support';

/** Somebody else comes, and looks at the settings. */
async function openSettings(page: Page, context: BrowserContext, who: Who): Promise<void> {
  await context.clearCookies();
  await page.goto('/');
  await signInHere(page, who);
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
}

test('a system lead says how long members look first, and a member reads it and shares its decisions', async ({
  page,
  context,
  watch,
}) => {
  await openSettings(page, context, 'lead');
  watch.expects(422);
  await page.getByLabel('Working days that members look first').fill('31');
  await page.getByRole('button', { name: 'Save the number of days' }).click();
  await expect(page.getByRole('link', { name: 'Use a whole number from 0 to 30.' })).toBeVisible();
  await page.getByLabel('Working days that members look first').fill('12');
  await page.getByRole('button', { name: 'Save the number of days' }).click();
  await expect(page.getByText('Members have 12 working days')).toBeVisible();
  await leavesItInOrder(page, 'settings-system');

  await openSettings(page, context, 'cdo');
  await expect(page.getByText('You have 12 working days')).toBeVisible();
  await page.getByRole('button', { name: 'Share your decisions' }).click();
  await page.getByRole('button', { name: 'Yes, share' }).click();
  await expect(page.getByText('You share your decisions.')).toBeVisible();
  await leavesItInOrder(page, 'settings-member');

  await openSettings(page, context, 'lead');
  await expect(page.getByRole('row', { name: /Carrowmere Royal University Hospitals/ })).toContainText('Shared');

  await openSettings(page, context, 'administrator');
  await page.getByRole('button', { name: 'Stop sharing your decisions' }).click();
  await page.getByRole('button', { name: 'Yes, stop sharing' }).click();
  await expect(page.getByText('You do not share your decisions.')).toBeVisible();
  await page.getByRole('link', { name: 'Audit log' }).click();
  await expect(page.getByRole('list', { name: 'Entries, newest first' })).toContainText(
    'chose whether decisions are shared',
  );
});

test('a system lead agrees to texts being read elsewhere, a member sees where they go, and it is turned off', async ({
  page,
  context,
  watch,
}) => {
  await openSettings(page, context, 'lead');
  await page.getByLabel('Address of the service').fill('https://models.example');
  await page.getByLabel('Model', { exact: true }).fill('small');
  watch.expects(422);
  await page.getByRole('button', { name: 'Turn on reading by meaning' }).click();
  await expect(page.getByRole('link', { name: /Say that your system agrees/ })).toBeVisible();
  await page.getByLabel(/Our system agrees/).check();
  await page.getByRole('button', { name: 'Turn on reading by meaning' }).click();
  await expect(page.getByText('It is on.')).toBeVisible();
  await leavesItInOrder(page, 'settings-meaning');

  await openSettings(page, context, 'cdo');
  await expect(page.getByText('https://models.example')).toBeVisible();

  await openSettings(page, context, 'lead');
  await page.getByRole('button', { name: 'Turn off reading by meaning' }).click();
  await page.getByRole('button', { name: 'Yes, turn off' }).click();
  await expect(page.getByText('It is off. No text is sent anywhere.')).toBeVisible();
});
