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

  await keys.press('Enter');
  await expect(here.getByText(/^Confirmed, direct/)).toBeVisible();
  await expect(said).toHaveText(/confirmed\./);
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

  // Four steps back, and it is as it was found.
  for (let step = 0; step < 4; step++) {
    await expect(here.getByRole('button', { name: /^Undo/ })).toBeEnabled();
    await keys.press('u');
    await expect(said).toHaveText(/^Undone/);
    await page.waitForTimeout(400);
  }
  await expect(here.getByText(/^(Likely|Possible|Unlikely) match$/)).toBeVisible();

  // All of it, suggestion after suggestion, and back: what was confirmed may have taught the engine another one.
  const end = page.getByText(/All reviewed/);
  for (const way of ['j', 'k', 'j']) {
    for (let step = 0; step < 100 && !(await end.isVisible()); step++) {
      if (await here.getByText(/match$/).isVisible()) {
        await keys.press('Enter');
        await expect(here.getByText(/^Confirmed/)).toBeVisible();
      }
      await keys.press(way);
    }
  }
  await expect(end).toBeVisible();
  await keys.press('?');
  await expect(page.getByText('Single keys act on this page')).toBeVisible();
  await leavesItInOrder(page, 'inbox-reviewed');
});
