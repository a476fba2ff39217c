import { expect, test } from '../site';
import { leavesItInOrder } from '../support';

test('an administrator tests a connection and asks for it, an operator approves it, and a nurse comes by it', async ({
  page,
  context,
  site,
  enter,
}) => {
  const nurse = { sub: 'wren', name: 'Wren Osei', email: 'wren@quietwater.example', groups: ['ward'] };
  await enter('quiet');
  await page.getByRole('link', { name: 'Signing in' }).click();
  await page.getByRole('link', { name: 'Set up a connection' }).click();
  await page.getByLabel('Name').fill('Quietwater staff');
  await page.getByLabel('Issuer').fill(`${site.provider.address}/quietwater`);
  await page.getByLabel('Client id').fill('throughline');
  await page.getByRole('checkbox', { name: 'Partner viewer' }).check();
  const rule = page.getByRole('group', { name: 'Rule 1' });
  await rule.getByLabel('Claim').fill('groups');
  await rule.getByLabel('Value').fill('ward');
  await rule.getByLabel('Role').selectOption('Partner viewer');
  await page.getByRole('button', { name: 'Keep as a draft' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Quietwater staff' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Ask for it/ })).toHaveCount(0);
  await leavesItInOrder(page, 'connection-draft');
  const draft = page.url();

  site.provider.nextIs(nurse);
  await page.getByRole('link', { name: 'Test it by signing in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'The test went well' })).toBeVisible();
  await leavesItInOrder(page, 'connection-tested');
  await page.goto(draft);
  await page.getByRole('button', { name: 'Ask for it to be used' }).click();
  await expect(page.getByText('An operator of the platform looks at it.')).toBeVisible();
  await leavesItInOrder(page, 'connection-requested');

  await context.clearCookies();
  await enter('operator');
  await page.getByRole('link', { name: 'Approvals' }).click();
  await page.getByRole('button', { name: 'Approve Quietwater staff of Quietwater Hospice' }).click();
  await leavesItInOrder(page, 'approval');
  await page.getByRole('button', { name: 'Yes, approve' }).click();
  await expect(page.getByText('No connection waits for a decision.')).toBeVisible();

  await context.clearCookies();
  site.provider.nextIs(nurse);
  await page.goto('/start/quietwater');
  await page.getByRole('link', { name: 'Quietwater staff' }).click();
  await expect(page.getByRole('link', { name: 'Wren Osei' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: /shared with/i })).toBeVisible();
});
