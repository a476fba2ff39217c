import type { Page } from '@playwright/test';
import { expect, leavesItInOrder, test } from '../support';

const strategy = `
  <h1>Digital strategy</h1>
  <p>We have written this strategy with the people who use our services, and with the staff of all of our hospitals. We
    were founded in 2004.</p>
  <h2 style="break-before: page">Our ambitions</h2>
  <p>By March 2028, we will give every ward one shared record of each of the patients that it cares for, so that nobody
    tells their story twice.</p>
  <ul><li>Patients will see their letters online by the end of 2028.</li></ul>
`;

/** A PDF as Chromium prints it. */
async function printed(page: Page, html: string): Promise<Buffer> {
  const paper = await page.context().newPage();
  await paper.setContent(`<!doctype html><html lang="en-GB"><title>Strategy</title>${html}</html>`);
  const pdf = await paper.pdf({
    format: 'A4',
    displayHeaderFooter: true,
    headerTemplate: html === strategy ? '<p style="font-size: 9px">We will print this on every page</p>' : '<p></p>',
    footerTemplate: html === strategy ? '<p style="font-size: 9px">Page <b class="pageNumber"></b></p>' : '<p></p>',
    margin: { top: '20mm', bottom: '20mm', left: '20mm', right: '20mm' },
  });
  await paper.close();
  return pdf;
}

/** As little of a PDF as has a password. */
const locked = `%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[]/Count 0>> endobj
3 0 obj <</Filter/Standard/V 1/R 2/P -4/O<${'41'.repeat(32)}>/U<${'42'.repeat(32)}>>> endobj
trailer <</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]/Size 4>>
%%EOF`;

async function looksThrough(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByLabel('Your document').setInputFiles({ name, mimeType: 'application/pdf', buffer });
  await page.getByRole('button', { name: 'Look through this file' }).click();
}

test('a digital officer finds objectives in a PDF, of which the text alone is sent', async ({ page, signIn }) => {
  await signIn('cdo');
  await page.getByRole('link', { name: 'Strategy' }).click();
  await page.getByRole('link', { name: 'Write the strategy' }).click();
  await page.getByRole('link', { name: 'Find objectives in a document' }).click();
  await expect(page.getByText('A PDF does not leave your device')).toBeVisible();

  // What cannot be read is named, with what to do about it.
  await looksThrough(page, 'torn.pdf', Buffer.from('%PDF-1.7 and no more'));
  await expect(page.getByRole('alert')).toContainText('“torn.pdf” is damaged, or is not a PDF.');
  await leavesItInOrder(page, 'pdf-damaged');
  await looksThrough(
    page,
    'scan.pdf',
    await printed(page, '<svg width="200" height="200"><path d="M0 0h99v99z"/></svg>'),
  );
  await expect(page.getByRole('alert')).toContainText('“scan.pdf” holds pictures of text, or no text at all');
  await leavesItInOrder(page, 'pdf-without-text');
  await looksThrough(page, 'locked.pdf', Buffer.from(locked));
  await expect(page.getByRole('alert')).toContainText('“locked.pdf” has a password.');

  const sent = page.waitForRequest((request) => request.url().endsWith('/document-readings'));
  await looksThrough(page, 'Strategy 2026.pdf', await printed(page, strategy));
  await expect(page.getByRole('heading', { name: '2 candidates in Strategy 2026.pdf' })).toBeFocused();
  const body = (await sent).postDataJSON() as Record<string, string>;
  expect(Object.keys(body)).toEqual(['name', 'text']);
  expect(body.text).toBe(
    'Digital strategy\n' +
      'We have written this strategy with the people who use our services, and with the staff of all of our hospitals. ' +
      'We were founded in 2004.\f' +
      'Our ambitions\n' +
      'By March 2028, we will give every ward one shared record of each of the patients that it cares for, so that nobody ' +
      'tells their story twice.\n' +
      'Patients will see their letters online by the end of 2028.\f',
  );
  const first = page.getByRole('form', { name: 'Candidate 1' });
  await expect(first).toContainText('Page 2, paragraph 2, under “Our ambitions”');
  await expect(first.getByLabel('By when')).toHaveValue('2028-03');
  await leavesItInOrder(page, 'pdf-candidates');
  await first.getByLabel('Title').fill('One shared record');
  await first.getByRole('button', { name: 'Add candidate 1' }).click();
  await page.getByRole('link', { name: /One shared record/ }).click();
  await expect(page.getByLabel('Where it comes from')).toHaveValue('Strategy 2026.pdf, page 2, paragraph 2');
});
