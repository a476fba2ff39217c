import type { Page } from '@playwright/test';
import { expect, leavesItInOrder, test } from '../support';

/** What a strategy says under its headings, as somebody reads it. */
async function told(page: Page): Promise<string[]> {
  const lines = await page.locator('main section > h2, main .app-public__item').allInnerTexts();
  return lines.map((line) => line.replaceAll(/\s+/g, ' ').trim()).filter((line) => line !== 'Tell us what you think');
}

/** From the start page to the first version, which everybody is to read from then on. */
async function publishes(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Strategy', exact: true }).click();
  await page.getByRole('link', { name: 'Write the strategy' }).click();
  await page.getByRole('link', { name: /^Versions/ }).click();
  await page.getByRole('link', { name: 'Version 1' }).click();
  await page.getByLabel('Everybody').check();
  await page.getByRole('button', { name: 'Change who reads it' }).click();
  const link = page.getByRole('link', { name: 'The page that everybody reads' });
  await expect(link).toBeVisible();
  return (await link.getAttribute('href')) ?? '';
}

test('a trust publishes its strategy to everybody, who read it without an account until it is taken back', async ({
  page,
  browser,
  signIn,
  server,
  watch,
}) => {
  // Four long pages, each looked at wide and narrow: minutes where the machine has much else to do.
  test.setTimeout(400_000);
  await signIn('cdo');
  await page.getByRole('link', { name: 'Strategy', exact: true }).click();
  await page.getByRole('link', { name: 'Write the strategy' }).click();
  await page.getByRole('link', { name: /^Versions/ }).click();
  await page.getByRole('link', { name: 'See the draft as others would' }).click();
  await page.getByRole('link', { name: 'Everybody' }).click();
  await expect(page.getByRole('heading', { name: 'What we will do' })).toBeVisible();
  await leavesItInOrder(page, 'preview-as-everybody');
  const previewed = await told(page);
  expect(previewed.length, 'items and headings that are previewed').toBeGreaterThan(10);

  await page.goBack();
  await page.goBack();
  await page.getByRole('link', { name: 'Version 1' }).click();
  await page.getByLabel('Everybody').check();
  await page.getByRole('button', { name: 'Change who reads it' }).click();
  const link = page.getByRole('link', { name: 'The page that everybody reads' });
  await expect(link).toBeVisible();
  const address = new URL((await link.getAttribute('href')) ?? '', server.address).href;

  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(address);
  await expect(stranger.getByRole('heading', { name: 'What we will do' })).toBeVisible();
  await expect(stranger.getByRole('heading', { name: 'What we will not do' })).toBeVisible();
  await expect(stranger.getByText('Sign out')).toHaveCount(0);
  await stranger.getByLabel('It helps me').check();
  await stranger.getByLabel(/Who you are/).selectOption('A patient');
  await stranger.getByRole('button', { name: 'Send your answer' }).click();
  await expect(stranger.getByText('Thank you.')).toBeVisible();
  expect(await told(stranger), 'what is published, beside its preview').toEqual(previewed);
  // Four more people say the same: fewer than five are not told.
  const pulse = `${server.address}/api/v1/public/${new URL(stranger.url()).pathname.split('/').at(-1)}/pulse`;
  for (let n = 0; n < 4; n++) {
    const said = await stranger.request.post(pulse, { data: { recognise: false, helps: true, role: 'patient' } });
    expect(said.status()).toBe(204);
  }
  expect(await stranger.context().cookies()).toEqual([]);
  await stranger.close();

  await link.click();
  await expect(page.getByRole('heading', { name: 'What we will do' })).toBeVisible();
  await leavesItInOrder(page, 'published-to-everybody');
  await page.goBack();
  await expect(page.getByRole('row', { name: 'It helps me Patients 5' })).toBeVisible();
  await leavesItInOrder(page, 'what-everybody-says');
  await page.getByLabel('Everybody').uncheck();
  await page.getByRole('button', { name: 'Change who reads it' }).click();
  await expect(link).toHaveCount(0);
  watch.expects(404);
  await page.goto(address);
  await expect(page.getByRole('heading', { name: 'Nothing is published here' })).toBeVisible();
  await leavesItInOrder(page, 'nothing-is-published');
});

test('somebody whose browser runs no script reads what is published, and answers', async ({
  page,
  browser,
  signIn,
  server,
  watch,
}) => {
  test.setTimeout(120_000);
  await signIn('cdo');
  const address = new URL(await publishes(page), server.address).href;

  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 800 } });
  const stranger = await context.newPage();
  await stranger.goto(address);
  await expect(stranger).toHaveTitle('Digital that works on a Tuesday night - Carrowmere Royal University Hospitals NHS Foundation Trust - Throughline'); // prettier-ignore
  await expect(stranger.getByRole('heading', { level: 1 })).toContainText('Digital that works on a Tuesday night');
  await expect(stranger.getByRole('heading', { name: 'What we will do' })).toBeVisible();
  expect((await told(stranger)).length, 'items and headings').toBeGreaterThan(10);
  // It looks as the other pages do.
  await expect(stranger.getByRole('banner').locator('.app-header__bar')).toHaveCSS('background-color', 'rgb(0, 48, 135)'); // prettier-ignore

  await stranger.keyboard.press('Tab');
  await expect(stranger.getByRole('link', { name: 'Skip to main content' })).toBeFocused();
  await stranger.keyboard.press('Enter');
  await expect(stranger.getByRole('main')).toBeFocused();

  await stranger.getByLabel('I recognise what it says').check();
  await stranger.getByLabel(/Who you are/).selectOption('A carer or relative');
  await stranger.getByRole('button', { name: 'Send your answer' }).click();
  await expect(stranger.getByText('Thank you. Your answer has been counted.')).toBeInViewport();
  await expect(stranger).toHaveTitle(/^Thank you: /);
  await expect(stranger.getByRole('button', { name: 'Send your answer' })).toHaveCount(0);
  // To load it again sends nothing again.
  await stranger.reload();
  await expect(stranger.getByText('Thank you. Your answer has been counted.')).toBeVisible();
  // So is what the footer leads to.
  await stranger.getByRole('link', { name: 'Accessibility statement' }).click();
  await expect(stranger.getByRole('heading', { name: 'How it is tested' })).toBeVisible();
  expect(await context.cookies()).toEqual([]);
  await context.close();

  // Nothing on the page is a script, so that what axe, which is one, finds of it elsewhere is true of it here: in order at both widths, before and after an answer.
  await page.goto(address);
  await leavesItInOrder(page, 'published-page');
  // An answer that says nothing is not counted, and that neither is true is said. What was chosen stays.
  watch.expects(422);
  await page.getByLabel(/Who you are/).selectOption('A patient');
  await page.getByRole('button', { name: 'Send your answer' }).click();
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeInViewport();
  await expect(page).toHaveTitle(/^Error: /);
  await leavesItInOrder(page, 'published-page-nothing');
  await expect(page.getByLabel(/Who you are/)).toHaveValue('patient');
  await page.getByLabel('Neither of these').check();
  await page.getByLabel('It helps me').check();
  await page.getByRole('button', { name: 'Send your answer' }).click();
  await expect(page.getByRole('link', { name: /not both/ })).toBeInViewport();
  await page.getByLabel('It helps me').uncheck();
  await page.getByRole('button', { name: 'Send your answer' }).click();
  await expect(page.getByText('Thank you.')).toBeVisible();
  await leavesItInOrder(page, 'published-page-answered');
});
