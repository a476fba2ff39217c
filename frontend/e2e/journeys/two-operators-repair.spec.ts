import { expect, leavesItInOrder, signInHere, test } from '../support';

test('two operators give an organisation an administrator again, and it reads so in its own record', async ({
  page,
  signIn,
}) => {
  await signIn('operator');
  await page.getByLabel('Name, code or ODS code').fill('Brackenlea');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('link', { name: /^Brackenlea/ }).click();
  await page.getByRole('link', { name: 'propose a repair' }).click();
  await page.getByLabel('Who is to be invited').fill('Sunil Mehta, trust CDO');
  await page.getByLabel('Why').fill('The last administrator left in June. The chief executive has written to us.');
  await leavesItInOrder(page, 'repair-proposal');
  await page.getByRole('button', { name: 'Propose' }).click();
  await expect(page.getByText('Another operator has to confirm it within a week.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Confirm/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Sign out' }).click();

  await expect(page.getByRole('heading', { level: 2, name: 'Sign in' })).toBeVisible();
  await signInHere(page, 'secondOperator');
  await page.getByRole('link', { name: 'Repairs' }).click();
  await expect(page.getByText('Proposed by Asha Patel')).toBeVisible();
  await page.getByRole('button', { name: 'Confirm and make the invitation' }).click();
  const link = (await page.locator('.app-once__value').textContent()) ?? '';
  await expect(page.getByRole('button', { name: /^Confirm/ })).toHaveCount(0);
  await leavesItInOrder(page, 'repair-confirmed');
  await page.getByRole('button', { name: 'Sign out' }).click();

  await expect(page.getByRole('heading', { level: 2, name: 'Sign in' })).toBeVisible();
  await signInHere(page, 'unadministered');
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1, name: /An invitation from Brackenlea/ })).toBeVisible();
  await leavesItInOrder(page, 'invitation');
  await page.getByRole('button', { name: 'Accept the invitation' }).click();
  await page.getByRole('link', { name: 'People' }).click();
  await expect(page.getByRole('table', { name: 'Invitations' })).toContainText('because nobody administered it');
  await page.getByRole('link', { name: 'Audit log' }).click();
  const record = page.getByRole('list', { name: 'Entries, newest first' });
  await expect(record.getByRole('listitem').filter({ hasText: 'A platform operator' })).toHaveText([
    /confirmed a repair/,
    /proposed a repair/,
  ]);
  await record.getByText('proposed a repair').click();
  await expect(record.getByText('The last administrator left in June.')).toBeVisible();
  await leavesItInOrder(page, 'repaired-record');
});
