import { expect, leavesItInOrder, test } from '../support';

const text = [
  'Our ambitions',
  'We were founded in 2004.',
  'By March 2028, we will give every ward one shared record.',
  'Wards on the shared record rise from 5 of 11 to 11 of 11.',
  'Patients will see their letters online by the end of 2028.',
  'We will open a robot museum.',
].join('\n');

test('a digital officer looks through a text, and accepts, changes or drops what is found', async ({
  page,
  signIn,
  watch,
}) => {
  await signIn('cdo');
  await page.getByRole('link', { name: 'Strategy' }).click();
  await page.getByRole('link', { name: 'Write the strategy' }).click();
  await page.getByRole('link', { name: 'Find objectives in a document' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Find objectives in a document/ })).toBeVisible();
  await leavesItInOrder(page, 'document');

  // A picture is not read, and that is said; a damaged document neither.
  await page.getByLabel('Your document').setInputFiles({ name: 'plan.png', mimeType: '', buffer: Buffer.from('x') });
  await page.getByRole('button', { name: 'Look through this file' }).click();
  await expect(page.getByRole('alert')).toContainText('“plan.png” cannot be read here.');
  watch.expects(422);
  await page.getByLabel('Your document').setInputFiles({ name: 'plan.docx', mimeType: '', buffer: Buffer.from('x') });
  await page.getByRole('button', { name: 'Look through this file' }).click();
  await expect(page.getByRole('alert')).toContainText('The document is damaged');

  await page.getByLabel('Your document').setInputFiles({ name: 'plan.txt', mimeType: '', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: 'Look through this file' }).click();
  await expect(page.getByRole('heading', { name: '3 candidates in plan.txt' })).toBeFocused();
  const first = page.getByRole('form', { name: 'Candidate 1' });
  await expect(first.getByLabel('By when')).toHaveValue('2028-03');
  await expect(first.getByLabel('Target')).toHaveValue('11 of 11');
  await leavesItInOrder(page, 'document-candidates');

  // One is accepted as it is, one changed after it was refused, one dropped.
  await first.getByRole('button', { name: 'Add candidate 1' }).click();
  await expect(page.getByText(/^Added:/)).toContainText('Give every ward one shared record');
  const second = page.getByRole('form', { name: 'Candidate 2' });
  await second.getByLabel('By when').fill('winter');
  await second.getByRole('button', { name: 'Add candidate 2' }).click();
  await expect(second.getByRole('alert')).toBeVisible();
  await second.getByLabel('By when').fill('2028-12');
  await second.getByLabel('Title').fill('Letters are online');
  await second.getByRole('button', { name: 'Add candidate 2' }).click();
  await page.getByRole('button', { name: 'Drop candidate 3' }).click();
  await expect(page.getByText('Dropped: Open a robot museum')).toBeVisible();
  await page.getByRole('link', { name: /Letters are online/ }).click();
  await expect(page.getByLabel('Horizon')).toHaveValue('2028-12');
  await expect(page.getByLabel('Where it comes from')).toHaveValue('plan.txt, paragraph 5');
});
