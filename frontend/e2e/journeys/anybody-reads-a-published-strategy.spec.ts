import { expect, leavesItInOrder, test } from '../support';

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
