import type { Page } from '@playwright/test';
import { expect, handsOver, leavesItInOrder, test } from '../support';

test.setTimeout(120_000); // three people, one after the other

const royal = 'Carrowmere Royal University Hospitals';
const question = 'Does the viewer open on the wards too, or in the emergency department alone?';
const answer = 'On every ward from March; the emergency department is first.';

async function openTheCell(page: Page) {
  await page
    .getByRole('row', { name: /^G1 / })
    .getByRole('button', { name: new RegExp(`^${royal}`) })
    .click();
  const panel = page.getByRole('complementary', { name: /G1 One joined-up record/ });
  return panel.getByRole('region', { name: 'What was said of AC-01 and G1' });
}

test('a system’s lead asks about a decision, the trust answers, and the lead reads the answer', async ({
  page,
  signIn,
}) => {
  await signIn('lead');
  let said = await openTheCell(page);
  await said.getByText(`Ask ${royal} about it`).click();
  await expect(said.getByText('The decision stays theirs.')).toBeVisible();
  await said.getByLabel('What you would like to discuss, and why').fill(question);
  await said.getByRole('button', { name: `Ask ${royal}` }).click();
  await expect(said.getByText(question)).toBeVisible();
  await expect(said.getByText(`${royal} has not answered yet.`)).toBeVisible();
  await leavesItInOrder(page, 'lead-asks-about-a-decision');

  await handsOver(page, 'cdo');
  const questions = page.getByRole('region', { name: 'Questions of the system' });
  await expect(questions).toContainText('asks about 1 decision of yours and waits for an answer.');
  await leavesItInOrder(page, 'cdo-is-told-of-a-question');
  await questions.getByRole('link', { name: 'Answer in the inbox' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Alignment inbox/ })).toBeVisible();
  const asked = page.getByText(question);
  const last = page.getByText(/Objective (\d+) of \1\b/);
  while (!(await asked.isVisible()) && !(await last.isVisible())) {
    await page.getByRole('button', { name: 'Next objective' }).click();
  }
  await expect(page.getByRole('listitem').filter({ hasText: `The system asked: ${question}` })).toBeVisible();
  await page.getByLabel('Your answer to the system').fill(answer);
  await page.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(page.getByRole('listitem').filter({ hasText: `We answered: ${answer}` })).toBeVisible();
  await leavesItInOrder(page, 'cdo-answers-the-system');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Alignment' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Alignment' })).toBeVisible();
  await expect(questions).toBeHidden();

  await handsOver(page, 'lead');
  said = await openTheCell(page);
  await expect(said.getByRole('listitem').filter({ hasText: `${royal} answered: ${answer}` })).toBeVisible();
  await said.getByRole('button', { name: /^Acknowledge/ }).click();
  await expect(said.getByRole('listitem').filter({ hasText: 'We acknowledged it' })).toBeVisible();
  await leavesItInOrder(page, 'lead-reads-the-answer');
});
