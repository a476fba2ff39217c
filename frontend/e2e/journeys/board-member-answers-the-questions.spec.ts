import { expect, leavesItInOrder, test } from '../support';

test.setTimeout(300_000); // long pages looked at whole

test('a board member answers a question, assesses embedding twice and takes the page away on paper', async ({
  page,
  signIn,
  watch,
}) => {
  await signIn('trustBoard');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Board' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Ten questions for the board/ })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(11);
  await expect(page.getByText('0 of 10 questions have an answer.')).toBeVisible();
  await leavesItInOrder(page, 'board-questions');

  // What was counted is there to be followed.
  const system = page.getByRole('region', { name: /how our strategy serves the system/ });
  await system.getByText(/^See which: \d+ of \d+ system goals are aligned/).click();
  await expect(system.getByRole('link', { name: /^G1 / }).first()).toBeVisible();

  // An answer is kept, and the next one does not replace it.
  const mission = page.getByRole('region', { name: /short mission/ });
  await mission.getByRole('link', { name: /Answer this question/ }).click();
  await expect(page.getByText('Board question 2 of 10')).toBeVisible();
  watch.expects(422);
  await page.getByRole('button', { name: 'Keep this answer' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter the board');
  await page.getByLabel('The board’s answer').fill('Nearly.\nWards know it, estates does not.');
  await page.getByRole('button', { name: 'Keep this answer' }).click();
  await expect(mission.getByText('Wards know it, estates does not.')).toBeVisible();
  await expect(mission.getByText(/^Ruth Adeyemi, /)).toBeVisible();
  await expect(mission.getByRole('heading', { name: 'The board’s answer' })).toBeFocused();
  await expect(page.getByText('1 of 10 questions has an answer.')).toBeVisible();
  await mission.getByRole('link', { name: /Answer again/ }).click();
  await page.getByLabel('The board’s answer').fill('Yes, since it hangs in every ward.');
  await page.getByRole('button', { name: 'Keep this answer' }).click();
  await expect(mission.getByText('Yes, since it hangs in every ward.')).toBeVisible();
  await mission.getByRole('link', { name: /Answer again/ }).click();
  const history = page.getByRole('list').filter({ hasText: 'Wards know it, estates does not.' });
  await expect(history.getByRole('blockquote')).toHaveText([/^Yes, since it hangs/, /^Nearly\./]);
  await history.getByText('What the strategy showed then: answer 1').click();
  await expect(history.getByText(/Words: \d+\./).last()).toBeVisible();
  await leavesItInOrder(page, 'board-question');

  // Embedding is assessed twice, and the second time stands beside the first.
  await page.getByRole('link', { name: 'Board' }).click();
  await page.getByRole('link', { name: 'Assess how far digital work is embedded' }).click();
  await expect(page.getByRole('group', { name: 'Well led' })).toBeVisible();
  await leavesItInOrder(page, 'board-embedding');
  await page.getByRole('group', { name: 'Well led' }).getByLabel('Absent').check();
  await page.getByRole('group', { name: 'Improve care' }).getByLabel('Siloed').check();
  await page.getByRole('button', { name: 'Keep this assessment' }).click();
  const table = page.getByRole('table', { name: 'How far digital work is embedded' });
  await expect(table.getByRole('row', { name: /^Well led/ })).toContainText('Absent');
  await page.getByRole('link', { name: 'Assess it again' }).click();
  const led = page.getByRole('group', { name: 'Well led' });
  await expect(led).toContainText('Last time: Absent');
  await led.getByLabel('Siloed').check();
  await page.getByRole('group', { name: 'Improve care' }).getByLabel('Siloed').check();
  await page.getByLabel('Anything to add').fill('The board has led it since March.');
  await page.getByRole('button', { name: 'Keep this assessment' }).click();
  await expect(table.getByRole('row', { name: /^Well led/ })).toContainText('More embedded');
  await expect(table.getByRole('row', { name: /^Improve care/ })).toContainText('The same');
  await expect(table.getByRole('row', { name: /^Safe practice/ })).toContainText('Not assessed');
  await leavesItInOrder(page, 'board-compared');

  // On paper: no navigation and nothing to press, the answers and all that was counted.
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Print this page' })).toBeHidden();
  await expect(mission.getByText('Yes, since it hangs in every ward.')).toBeVisible();
  await expect(page.getByText(/^What is shown was counted on \d+ \w+ 2\d{3} in the draft/)).toContainText(
    /ersion \d+, published on/,
  );
  const printed = page
    .getByRole('region', { name: /hang together/ })
    .getByText(/^(None of these|Where it is not so, or not said): \d/);
  await expect(printed.first()).toBeVisible();
  await page.screenshot({ path: '../artefacts/board-printed.png', fullPage: true });
});

test('who writes the strategy reads the board’s questions and does not answer them', async ({ page, signIn }) => {
  await signIn('editor');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Board' }).click();
  await expect(page.getByText('Board members and the chief digital officer can answer.')).toBeVisible();
  await expect(page.getByRole('link', { name: /Answer this question/ })).toHaveCount(0);
  await expect(page.getByRole('link', { name: /^Assess/ })).toHaveCount(0);
});
