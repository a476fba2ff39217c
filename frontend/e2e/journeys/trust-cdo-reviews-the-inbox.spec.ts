import { expect, leavesItInOrder, test } from '../support';

test('a trust’s digital officer reviews suggestions without touching the mouse', async ({ page, signIn }) => {
  await signIn('cdo');
  const keys = page.keyboard;
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Inbox' }).focus();
  await keys.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /Alignment inbox/ })).toBeVisible();
  const here = page.locator('article[aria-current=true]');
  const said = page.getByRole('status').filter({ hasText: /:/ });
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await keys.press('j');
  await expect(here).toBeFocused();
  await keys.press('k');
  await expect(here).toBeFocused();

  // Two steps, and both taken back.
  await keys.press('Enter');
  await expect(here.getByText(/^Confirmed, direct/)).toBeVisible();
  await expect(said).toHaveText(/confirmed\./);
  await keys.press('p');
  await expect(here.getByText(/^Confirmed, partial/)).toBeVisible();
  await keys.press('u');
  await expect(here.getByText(/^Confirmed, direct/)).toBeVisible();
  await keys.press('u');
  await expect(here.getByText(/^(Likely|Possible|Unlikely) match$/)).toBeVisible();
  await expect(said).toHaveText('Undone: 1 decision.');

  await keys.press('p');
  await expect(here.getByText(/^Confirmed, partial/)).toBeVisible();
  await keys.press('1');
  await expect(here.getByText('Confirmed, partial, the main one')).toBeVisible();
  await leavesItInOrder(page, 'inbox');

  // A rejection asks why, and is not made without a reason.
  await keys.press('x');
  await expect(page.getByRole('radio').first()).toBeFocused();
  await keys.press('Enter');
  await expect(page.getByText('Choose a reason, or write one.')).toBeVisible();
  await page.getByRole('radio').first().focus();
  await keys.press('Space');
  await keys.press('Enter');
  await expect(here.getByText('Rejected: It is about something else')).toBeVisible();
  await expect(here).toBeFocused();

  // To the last objective: whatever is not decided yet is, by one key. What is decided may teach the engine another suggestion
  // of an objective that was passed, so the end is where the list ends.
  const last = page.getByText(/Objective (\d+) of \1\b/);
  let decided = 0;
  for (let step = 0; step < 200 && !(await last.isVisible()); step++) {
    if (await here.getByText(/match$/).isVisible()) {
      await keys.press('Enter');
      await expect(here.getByText(/^Confirmed/)).toBeVisible();
      decided++;
    }
    await keys.press('j');
  }
  await expect(last).toBeVisible();
  expect(decided, 'suggestions decided by a key').toBeGreaterThan(5);
  await keys.press('?');
  await expect(page.getByText('Single keys act on this page')).toBeVisible();
  await leavesItInOrder(page, 'inbox-reviewed');
});
