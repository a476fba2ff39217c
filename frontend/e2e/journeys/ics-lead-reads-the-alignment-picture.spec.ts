import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, leavesItInOrder, test } from '../support';

const royal = 'Carrowmere Royal University Hospitals';
const cellOf = (page: Page, code: string, organisation: string) =>
  page
    .getByRole('row', { name: new RegExp(`^${code} `) })
    .getByRole('button', { name: new RegExp(`^${organisation}`) });

/** Whether what is drawn at the middle of an element is the element. */
function isInSight(element: Element): boolean {
  const { x, y, width, height } = element.getBoundingClientRect();
  const drawn = document.elementFromPoint(x + width / 2, y + height / 2);
  return drawn !== null && element.contains(drawn);
}

/** Chooses as a person does, by key: what moves because of it did not move by itself. */
async function choose(page: Page, name: string, option: string): Promise<void> {
  const box = page.getByRole('combobox', { name });
  await box.focus();
  await page.keyboard.type(option);
  await expect(box.locator('option:checked')).toHaveText(option);
}

test.beforeEach(async ({ signIn }) => signIn('lead'));

test('by mouse: from a cell to the words behind it, then to the objective, the goal and the organisation', async ({
  page,
}) => {
  await expect(page.getByRole('heading', { level: 1, name: 'Alignment' })).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(1 + 2 + 12 + 8);

  await cellOf(page, 'G1', royal).click();
  const panel = page.getByRole('complementary', { name: /G1 One joined-up record/ });
  await expect(panel.getByRole('heading', { level: 2 })).toBeFocused();
  await expect(panel.locator('mark').first()).toBeVisible();
  await expect(panel).toContainText('Measure');
  await leavesItInOrder(page, 'lead-reads-a-cell');

  // Another cell, without closing the first; then back twice, as far as the picture.
  await cellOf(page, 'G2', royal).click();
  await expect(page.getByRole('complementary', { name: /G2 / })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('complementary', { name: /G\d/ })).toBeHidden();
  await page.goForward();
  await page
    .getByRole('complementary')
    .getByRole('button', { name: /^Close/ })
    .click();
  await expect(cellOf(page, 'G2', royal)).toBeFocused();

  await cellOf(page, 'G1', royal).click();
  await panel.getByRole('article').getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1, name: /^Objective AC-\d+ of / })).toBeFocused();
  await expect(page.locator('mark').first()).toBeVisible();
  await leavesItInOrder(page, 'lead-reads-an-objective');

  await page.getByRole('link', { name: /^G1 / }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: /^Goal G1 of Carrowmere/ })).toBeVisible();
  await leavesItInOrder(page, 'lead-reads-a-goal');

  await page.getByRole('link', { name: /^Carrowmere Royal University Hospitals NHS/ }).click();
  await expect(page.getByRole('table', { name: 'Objectives' })).toBeVisible();
  await leavesItInOrder(page, 'lead-reads-an-organisation');

  await page.getByRole('link', { name: 'Alignment' }).click();
  await expect(page.getByRole('grid')).toBeVisible();
  await leavesItInOrder(page, 'lead-reads-the-picture');
});

test('by keyboard alone', async ({ page }) => {
  await expect(page.getByRole('grid')).toBeVisible();
  const focused = page.locator(':focus');
  await page.keyboard.press('Tab');
  await expect(focused).toHaveText('Skip to main content');
  await page.keyboard.press('Enter');
  // One stop of the Tab key is the whole picture; before it come the filters, the views and the file.
  for (let presses = 0; presses < 12 && !(await page.getByRole('grid').locator(':focus').count()); presses++) {
    await page.keyboard.press('Tab');
  }
  await expect(focused).toHaveAccessibleName(new RegExp(`^${royal}: `));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Home');
  await expect(focused).toHaveAccessibleName(/^G1 One joined-up record/);
  await page.keyboard.press('Control+End');
  // Up again from the end: the cursor is never under the headings that stay at the top.
  for (let row = 20; row > 1; row--) {
    await page.keyboard.press('ArrowUp');
    expect(await focused.evaluate(isInSight), `the cursor in row ${row - 1} can be seen`).toBe(true);
  }
  await page.keyboard.press('Control+Home');
  await expect(focused).toHaveText('Goal or initiative');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: /G1 / });
  await expect(panel.getByRole('heading', { level: 2 })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(focused).toHaveAccessibleName(new RegExp(`^${royal}: `));
  await leavesItInOrder(page, 'lead-by-keyboard');
});

test('the same as a table, sorted, and as a file', async ({ page }) => {
  await page.getByRole('button', { name: 'Table' }).click();
  const table = page.getByRole('table', { name: 'Each goal and initiative by organisation' });
  const columns = await table.getByRole('row').count();
  await table.getByRole('button', { name: 'State' }).click();
  await expect(table.getByRole('columnheader', { name: 'State' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(table.getByRole('row').nth(1)).toContainText('Aligned');

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^alignment-carrowmere-\d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toContain('One joined-up record at the point of care');
  // Reasons may hold line breaks, so the lines are counted by what they begin with.
  expect(text.match(/^(Goal|Shared initiative),/gm)).toHaveLength(columns - 1);
  await leavesItInOrder(page, 'lead-reads-the-table');
});

test('filters survive a reload and the way back', async ({ page }) => {
  await choose(page, 'Rows', 'Shared initiatives');
  await choose(page, 'Organisations', 'Members');
  await expect(page.getByRole('row', { name: /^G1 / })).toHaveCount(0);
  const shown = await page.getByRole('status').filter({ hasText: 'Showing' }).textContent();
  await page.reload();
  await expect(page.getByRole('status').filter({ hasText: 'Showing' })).toHaveText(shown ?? '');
  await page.getByRole('link', { name: /^I1 / }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Shared initiative I1/ })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('combobox', { name: 'Rows' })).toHaveValue('initiatives');
  await expect(page.getByRole('status').filter({ hasText: 'Showing' })).toHaveText(shown ?? '');
  await choose(page, 'Rows', 'All');
  await page.getByRole('checkbox', { name: 'Only rows with something to discuss' }).check();
  await expect(page).toHaveURL(/discuss=true/);
  await leavesItInOrder(page, 'lead-filters');
});

test('on paper: the picture with its legend, and nothing to press', async ({ page }) => {
  await expect(page.getByRole('grid')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('list', { name: 'What the shapes mean' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Download as CSV' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeHidden();
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const sheets = paper.match(/MediaBox \[[^\]]*\]/g) ?? [];
  // One sheet of A3 across, in points.
  expect(sheets).toHaveLength(1);
  expect(sheets[0]).toMatch(/^MediaBox \[0 0 119\d(\.\d+)? 84\d(\.\d+)?\]$/);
  // Back on the screen everything has moved, and was meant to.
  await page.emulateMedia({ media: 'screen' });
  await page.reload();
  await expect(page.getByRole('grid')).toBeVisible();
  await leavesItInOrder(page, 'lead-prints');
});
