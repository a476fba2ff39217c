import { expect, handsOver, leavesItInOrder, test, testApart } from '../support';

test('a system’s lead finds what members published by a misspelt word, and narrows it', async ({ page, signIn }) => {
  await signIn('lead');
  const box = page.getByRole('searchbox', { name: 'Search strategies' });
  await box.fill('prescribign');
  await box.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Search' })).toBeFocused();
  await expect(page.getByText(/^Showing results like “prescribing/)).toBeVisible();
  await expect(page.getByRole('main').locator('mark').first()).toBeVisible();
  await leavesItInOrder(page, 'search-found');

  const narrow = page.getByRole('navigation', { name: 'Narrow the results' });
  await narrow.getByRole('link', { name: /^Objectives \(/ }).click();
  await expect(narrow.getByRole('link', { name: /^Take away the filter: Objectives/ })).toBeVisible();
  await page.getByRole('main').getByRole('heading', { level: 3 }).first().getByRole('link').click();
  await expect(page.getByText(/^Version \d+, published/)).toBeVisible();
});

test('a member finds its own and its system’s, and of another nothing', async ({ page, signIn }) => {
  await signIn('cdo');
  const box = page.getByRole('searchbox', { name: 'Search strategies' });
  await box.fill('record');
  await box.press('Enter');
  await expect(page.getByText(/^\d+ results for “record”/)).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Narrow the results' })).not.toContainText('Brackenlea');
  await box.fill('zeppelinium');
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await expect(page.getByText('Nothing was found for “zeppelinium”.')).toBeVisible();
  await leavesItInOrder(page, 'search-nothing');
});

test('a council with which nothing is shared is told nothing, by no word and no count', async ({ page, signIn }) => {
  await signIn('partner');
  const box = page.getByRole('searchbox', { name: 'Search strategies' });
  await box.fill('prescribign');
  await box.press('Enter');
  await expect(page.getByText('Nothing was found for “prescribign”.')).toBeVisible();
  await expect(page.getByText(/prescribing|Brackenlea|Estermoor|Saltermark|Wyrewater/)).toHaveCount(0);
  await expect(page.getByRole('navigation', { name: 'Narrow the results' })).toHaveCount(0);
  await leavesItInOrder(page, 'search-partner-nothing');
});

testApart(
  'a partner viewer finds what the system has shared, and nothing that is being written',
  async ({ page, signIn }) => {
    await signIn('administrator');
    await page.getByLabel('Who is meant').fill('Sam Taylor, of a supplier');
    const invite = page.locator('form', { has: page.getByRole('button', { name: 'Make an invitation' }) });
    await invite.getByLabel('Role').selectOption('Partner viewer');
    await page.getByRole('button', { name: 'Make an invitation' }).click();
    const link = (await page.locator('.app-once__value').textContent()) ?? '';
    await handsOver(page, 'cdo');
    await page.getByRole('link', { name: 'Strategy' }).click();
    await page.getByRole('link', { name: 'Write the strategy' }).click();
    await page.getByRole('link', { name: 'Corporate and clinical aims' }).click();
    await page.getByLabel('Title').fill('Quicksilver');
    await page.getByRole('button', { name: 'Add an aim' }).click();
    await expect(page.getByRole('heading', { level: 1, name: /Quicksilver/ })).toBeVisible();
    const box = page.getByRole('searchbox', { name: 'Search strategies' });
    await box.fill('quicksilver');
    await box.press('Enter');
    await expect(page.getByText('Your organisation. Draft: still being written')).toBeVisible();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { level: 2, name: 'Sign in' })).toBeVisible();
    await page.goto(link);
    await page.getByRole('link', { name: 'Carrowmere Royal University Hospitals' }).click();
    await page.getByRole('link', { name: 'Continue as Sam Taylor' }).click();
    await page.getByRole('button', { name: 'Accept the invitation' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Shared with us' })).toBeVisible();
    await box.fill('quicksilver');
    await box.press('Enter');
    await expect(page.getByText('Nothing was found for “quicksilver”.')).toBeVisible();
    await box.fill('recrod');
    await box.press('Enter');
    await expect(page.getByText(/^Showing results like “record/)).toBeVisible();
    const narrow = page.getByRole('navigation', { name: 'Narrow the results' });
    await expect(narrow).not.toContainText('Draft');
    await leavesItInOrder(page, 'search-partner-found');

    await narrow.getByRole('link', { name: /^Goals \(/ }).click();
    await page.getByRole('main').getByRole('heading', { level: 3 }).first().getByRole('link').click();
    await expect(page.getByText(/^Goal G\d+ of Carrowmere/)).toBeVisible();
  },
);
