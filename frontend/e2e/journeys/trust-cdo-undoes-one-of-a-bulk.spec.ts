import { expect, leavesItInOrder, testApart as test } from '../support';

test.setTimeout(120_000);

test('a trust’s digital officer confirms what is likely at once, and takes one of it back alone', async ({
  page,
  signIn,
}) => {
  await signIn('cdo');
  const keys = page.keyboard;
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Inbox' }).click();
  const all = page.getByRole('button', { name: /^Confirm all \d+ likely/ });
  const many = Number(/\d+/.exec((await all.textContent()) ?? '')?.[0]);
  expect(many, 'likely suggestions').toBeGreaterThan(2);
  await all.click();
  await page.getByRole('button', { name: /^Yes/ }).click();
  const said = page.getByRole('status').filter({ hasText: /^(Confirmed|Undone): / });
  await expect(said).toHaveText(`Confirmed: ${many} suggestions.`);

  // To the first that was decided with the others.
  const here = page.locator('article[aria-current=true]');
  const alone = here.getByRole('button', { name: /^Undo this one alone/ });
  await expect(page.getByRole('button', { name: /^Undo this one alone/ }).first()).toBeVisible();
  for (const key of ['j', 'k']) await keys.press(key);
  for (let step = 0; step < 50 && !(await alone.isVisible()); step++) await keys.press('j');
  await expect(here).toBeFocused();
  await expect(here.getByText(/^Confirmed/)).toBeVisible();
  await expect(here.getByRole('button', { name: `Undo all ${many} decided together` })).toBeVisible();
  const title = (await here.getByRole('heading').textContent()) ?? '';
  await leavesItInOrder(page, 'inbox-decided-together');

  await keys.press('t');
  await expect(said).toHaveText('Undone: 1 decision.');
  await expect(here.getByRole('heading')).toHaveText(title);
  await expect(here).toBeFocused();
  await expect(here.getByText(/^(Likely|Possible|Unlikely) match$/)).toBeVisible();
  await expect(alone).toHaveCount(0);
  await leavesItInOrder(page, 'inbox-undone-alone');

  // The key does nothing where there is nothing to take back, and the others stand.
  await keys.press('t');
  const rest = here.getByRole('button', { name: `Undo all ${many - 1} decided together` });
  for (let step = 0; step < 50 && !(await rest.isVisible()); step++) await keys.press('j');
  await expect(here.getByText(/^Confirmed/)).toBeVisible();
  await expect(said).toHaveText('Undone: 1 decision.');

  // The key that undoes what was done last takes the rest of them.
  await keys.press('u');
  await expect(said).toHaveText(`Undone: ${many - 1} decisions.`);
  await expect(page.getByRole('button', { name: /^Undo all/ })).toHaveCount(0);
  await expect(all).toBeVisible();
  await leavesItInOrder(page, 'inbox-undone-together');
});
