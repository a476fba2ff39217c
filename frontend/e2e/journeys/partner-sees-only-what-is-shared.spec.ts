import { expect, leavesItInOrder, test } from '../support';

test('a council that is a partner sees what was shared with it, or that nothing was', async ({
  page,
  signIn,
  watch,
}) => {
  await signIn('partner');
  await expect(page.getByRole('heading', { level: 1, name: 'Shared with us' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveText(['Shared with us']);
  await expect(page.getByText(/has (not )?shared/)).toBeVisible();
  await expect(page.getByText(/Brackenlea|Estermoor|Saltermark|Wyrewater/)).toHaveCount(0);
  await leavesItInOrder(page, 'partner-shared-with-us');

  // What is not in the navigation is not behind an address either.
  watch.expects(403);
  watch.expects(404);
  const own = new URL(page.url()).pathname.split('/')[2] ?? '';
  await page.goto(`/organisations/${own}/alignment`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText(/Brackenlea|Estermoor|Saltermark|Wyrewater/)).toHaveCount(0);
});
