import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, leavesItInOrder, test } from '../support';

test.setTimeout(120_000);

const file = (name: string) =>
  fileURLToPath(new URL(`../../../tenants/exchange/sheet/testdata/${name}`, import.meta.url));

async function opensTheImport(page: Page) {
  await page.getByRole('link', { name: 'Strategy' }).click();
  await page.getByRole('link', { name: 'Write the strategy' }).click();
  await page.getByRole('link', { name: 'Import a spreadsheet' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Import a spreadsheet/ })).toBeVisible();
}

async function chooses(page: Page, name: string) {
  await page.getByLabel('Your spreadsheet').setInputFiles(file(name));
  await page.getByRole('button', { name: 'Read this file' }).click();
  await expect(page.getByRole('heading', { name: `What the columns of ${name} are` })).toBeFocused();
}

test('a digital officer brings in one table, and puts a cell right on the way', async ({ page, signIn }) => {
  await signIn('cdo');
  await opensTheImport(page);
  await leavesItInOrder(page, 'import');

  // What cannot be read is said in words.
  await page.getByRole('button', { name: 'Read this file' }).click();
  await expect(page.getByRole('alert')).toContainText('Choose a file first.');
  await page.getByLabel('Your spreadsheet').setInputFiles({ name: 'plan.pdf', mimeType: '', buffer: Buffer.from('x') });
  await page.getByRole('button', { name: 'Read this file' }).click();
  await expect(page.getByRole('alert')).toContainText('“plan.pdf” cannot be read here.');

  await chooses(page, 'one-table.xlsx');
  await expect(page.getByLabel('What the rows of Digital plan are')).toHaveValue('objective');
  await expect(page.getByLabel(/column G, By when: what it is here/)).toHaveValue('due');
  await expect(page.getByText('Wards on the shared record').first()).toBeVisible();
  await leavesItInOrder(page, 'import-columns');

  await page.getByRole('button', { name: 'See what would happen' }).click();
  await expect(page.getByText('1 row must be put right first.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Import \d/ })).toHaveCount(0);
  const cell = page.getByLabel('Digital plan, row 10, column G (By when)');
  await expect(cell).toHaveValue('Hydref');
  await leavesItInOrder(page, 'import-preview');
  await cell.fill('October 2027');
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByText('3 rows will be added.')).toBeVisible();
  await page.getByRole('button', { name: 'Import 3 rows' }).click();
  await expect(page.getByRole('heading', { name: '3 rows of one-table.xlsx imported' })).toBeFocused();
  await leavesItInOrder(page, 'import-done');
  await page.getByRole('link', { name: /Gwella mynediad/ }).click();
  await expect(page.getByLabel('Horizon')).toHaveValue('2027-10');
});

test('brings in a list of everything with two cells put right', async ({ page, signIn }) => {
  await signIn('cdo');
  await opensTheImport(page);
  await chooses(page, 'mixed.csv');
  await expect(page.getByLabel('What the rows of mixed are')).toHaveValue('by_column');

  // What is put right wrongly is said again.
  await page.getByRole('button', { name: 'See what would happen' }).click();
  await page.getByLabel('mixed, row 5, column F (Completion)').fill('spring of 2027');
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByText('"spring of 2027" names no month', { exact: false })).toBeVisible();
  await page.getByLabel('mixed, row 5, column F (Completion)').fill('2027-04');
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByText('4 rows will be added.')).toBeVisible();
  await page.getByRole('button', { name: 'Import 4 rows' }).click();
  await expect(page.getByRole('heading', { name: '4 rows of mixed.csv imported' })).toBeVisible();

  // The same file again changes nothing.
  await page.getByRole('button', { name: 'Import another spreadsheet' }).click();
  await chooses(page, 'mixed.csv');
  await page.getByLabel(/column F, Completion: what it is here/).selectOption({ label: 'Leave out' });
  await page.getByRole('button', { name: 'See what would happen' }).click();
  await expect(page.getByText('4 rows say nothing new.')).toBeVisible();
});

test('brings in several sheets, two cells put right, and downloads the strategy', async ({ page, signIn }) => {
  await signIn('cdo');
  await opensTheImport(page);
  await chooses(page, 'several-sheets.xlsx');
  await expect(page.getByLabel('What the rows of Projects are')).toHaveValue('initiative');
  await page.getByLabel('What the rows of Not doing are').selectOption({ label: 'Nothing: leave this sheet out' });
  await page.getByRole('button', { name: 'See what would happen' }).click();
  await expect(page.getByText('2 rows must be put right first.')).toBeVisible();
  await page.getByLabel('Our objectives, row 2, column H (Deadline)').fill('March 2027');
  await page.getByLabel('Our objectives, row 3, column H (Deadline)').fill('March 2028');
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByText('5 rows will be added.')).toBeVisible();
  await expect(page.getByText('Put right here')).toBeVisible();
  await page.getByRole('button', { name: 'Change the columns' }).click();
  await page.getByLabel('What the rows of Not doing are').selectOption({ label: 'Non-priority' });
  await page.getByLabel(/mean(s)? its last month/).check();
  await page.getByRole('button', { name: 'See what would happen' }).click();
  await expect(page.getByText('6 rows will be added.')).toBeVisible();
  await page.getByRole('button', { name: 'Import 6 rows' }).click();
  await expect(page.getByRole('heading', { name: '6 rows of several-sheets.xlsx imported' })).toBeVisible();

  await page.getByRole('link', { name: 'The whole strategy' }).click();
  await page.getByText('Download', { exact: true }).click();
  await leavesItInOrder(page, 'draft-download');
  for (const name of ['Excel', 'CSV', 'YAML', 'JSON', 'ArchiMate']) {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name, exact: true }).click();
    expect((await download).suggestedFilename()).toMatch(/^strategy-draft-\d{4}-\d\d-\d\d\./);
  }
});

test('leaves a row out and puts it back, and is told what goes nowhere', async ({ page, signIn }) => {
  await signIn('cdo');
  await opensTheImport(page);
  const lines = [
    'Objective,Measure,Baseline,Target,By when,Notes,RAG',
    'Wards order blood tests by tablet,Wards,n/a,11 of 11,March 2027,"Waits for the new wireless network, which estates puts in",A',
    'Letters go to GPs the same day,Letters,40%,TBC,June 2027,Agreed,G',
    'Total,,,,soon,,',
  ];
  const buffer = Buffer.from(lines.join('\n'));
  await page.getByLabel('Your spreadsheet').setInputFiles({ name: 'wards.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Read this file' }).click();
  await page.getByRole('button', { name: 'See what would happen' }).click();

  // What is not read is said, and stops nothing.
  const nowhere = page.getByRole('region', { name: 'What goes nowhere' });
  await expect(nowhere.getByRole('listitem')).toHaveText([
    'Column “Notes” of wards has text in 2 rows (some of it long) and goes nowhere.',
    'Not read in wards: “RAG” (2 rows).',
  ]);
  await expect(page.getByText('"n/a" is read as no baseline.')).toBeVisible();
  await expect(page.getByText('"TBC" is read as no target.')).toBeVisible();
  await page.getByLabel('wards, row 4, column E (By when)').fill('July 2027');
  await leavesItInOrder(page, 'import-goes-nowhere');

  // What is typed and not yet checked goes along to the columns and back.
  await nowhere.getByRole('button', { name: 'Choose a place for it' }).click();
  await page.getByLabel(/column F, Notes: what it is here/).selectOption({ label: 'Description' });
  await page.getByRole('button', { name: 'See what would happen' }).click();
  await expect(page.getByText('wards, row 4, column E: July 2027')).toBeVisible();
  await expect(nowhere.getByRole('listitem')).toHaveText(['Not read in wards: “RAG” (2 rows).']);
  await expect(page.getByText('3 rows will be added.')).toBeVisible();

  await page.getByRole('button', { name: 'Leave this row out (row 4 of wards)' }).click();
  await expect(page.getByText('1 row is left out.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What would happen' })).toBeFocused();
  await leavesItInOrder(page, 'import-row-left-out');
  await page.getByRole('button', { name: 'Put back row 4 of wards' }).click();
  await expect(page.getByText('3 rows will be added.')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Left out' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Leave this row out (row 4 of wards)' }).click();
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(page.getByRole('heading', { name: '2 rows of wards.csv imported' })).toBeFocused();
  await expect(page.getByRole('list', { name: 'Left out' }).getByRole('listitem')).toHaveText(['wards, row 4: Total; July 2027']); // prettier-ignore
  await leavesItInOrder(page, 'import-done-without-a-row');
});
