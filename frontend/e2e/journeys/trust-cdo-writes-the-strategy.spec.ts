import { expect, leavesItInOrder, test } from '../support';

test.setTimeout(120_000); // many saves, each waited for

test('a trust’s digital officer writes, and everything is saved as it is typed', async ({ page, signIn, watch }) => {
  await signIn('cdo');
  await page.getByRole('link', { name: 'Strategy' }).click();
  await page.getByRole('link', { name: 'Write the strategy' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Draft of our strategy/ })).toBeVisible();
  await leavesItInOrder(page, 'draft');

  await page.getByRole('link', { name: 'Corporate and clinical aims' }).click();
  await page.getByLabel('Title').fill('Care closer to home');
  await page.getByRole('button', { name: 'Add an aim' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Care closer to home/ })).toBeVisible();
  await page.getByRole('link', { name: 'Corporate and clinical aims' }).click();
  await expect(page.getByText('No objective serves it.')).toBeVisible();
  await page.getByRole('link', { name: 'The whole strategy' }).click();
  await expect(page.getByRole('heading', { name: 'Aims with no digital support' })).toBeVisible();

  await page.getByRole('link', { name: 'Objectives', exact: true }).click();
  await leavesItInOrder(page, 'draft-objectives');
  await page.getByRole('link', { name: /Open the whole story/ }).click();
  await page.getByLabel('Accountable owner').fill('Chief nurse');
  await page.getByLabel('Where the owner sits').selectOption({ label: 'Outside the digital team' });
  await page.getByLabel(/A1 Care closer to home/).check();
  await page.getByRole('button', { name: 'Add what changes for a role' }).click();
  const change = page.getByRole('group', { name: /^Change \d/ }).last();
  await change.getByLabel('For whom').fill('porter');
  await change.getByLabel('What changes', { exact: true }).fill('Sees where a bed is free.');
  await expect(page.getByRole('status').filter({ hasText: /^Saved \d\d:\d\d$/ })).toBeVisible();
  await leavesItInOrder(page, 'draft-objective');
  await page.reload();
  await expect(page.getByLabel('Accountable owner')).toHaveValue('Chief nurse');
  await expect(change.getByLabel('For whom')).toHaveValue('porter');

  // What is wrong is said, what was typed stays, and the rest is saved.
  watch.expects(422);
  await page.getByLabel('Horizon').fill('spring');
  await page.getByLabel('Who could be excluded').fill('People without a telephone.');
  await page.getByLabel('Who could be excluded').blur();
  await expect(page.getByRole('status').filter({ hasText: 'Something is not saved' })).toBeVisible();
  await expect(page.getByLabel('Horizon')).toHaveValue('spring');
  await page.getByLabel('Horizon').fill('2027-03');
  await expect(page.getByRole('status').filter({ hasText: /^Saved/ })).toBeVisible();
});

test('two tabs at one objective lose nothing of each other, a closed one neither, and a deletion is undone', async ({
  page,
  context,
  signIn,
  watch,
}) => {
  await signIn('cdo');
  await page.getByRole('link', { name: 'Strategy' }).click();
  await page.getByRole('link', { name: 'Write the strategy' }).click();
  await page.getByRole('link', { name: 'Objectives', exact: true }).click();
  await page.getByRole('link', { name: /Leave the 2009/ }).click();
  await expect(page.getByLabel('Accountable owner')).toBeVisible();

  // Other fields come together, the same field is asked about.
  watch.expects(412);
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByLabel('User need it serves', { exact: true }).fill('One page, not two.');
  await other.getByLabel('Accountable owner').fill('Medical director');
  await expect(other.getByRole('status').filter({ hasText: /^Saved/ })).toBeVisible();
  await page.getByLabel('Accountable owner').fill('Chief operating officer');
  await page.getByLabel('The way without digital').fill('A printed summary.');
  await page.getByLabel('The way without digital').blur();
  const asked = page.getByRole('alert').filter({ hasText: 'Somebody else changed this' });
  await expect(asked).toContainText('Theirs: Medical director');
  await leavesItInOrder(page, 'draft-clash');
  await page.getByRole('button', { name: 'Choose which to keep' }).click();
  await expect(asked).toBeFocused();
  await asked.getByRole('button', { name: 'Keep yours' }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Saved/ })).toBeVisible();
  await expect(page.getByLabel('User need it serves', { exact: true })).toHaveValue('One page, not two.');
  await other.reload();
  await expect(other.getByLabel('Accountable owner')).toHaveValue('Chief operating officer');
  await expect(other.getByLabel('The way without digital')).toHaveValue('A printed summary.');

  // A page closed in the middle of a word has sent it.
  await other.getByLabel('Rank').fill('3');
  await other.close({ runBeforeUnload: false });
  await expect
    .poll(async () => {
      await page.reload();
      return page.getByLabel('Rank').inputValue();
    })
    .toBe('3');

  await page.getByRole('button', { name: /^Delete/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Objectives/ })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: /^You deleted/ })).toBeVisible();
  await leavesItInOrder(page, 'draft-deleted');
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByRole('link', { name: /Leave the 2009/ })).toBeVisible();
});
