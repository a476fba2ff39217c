import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { lineOf, linesOf, payloads, textsOf } from '../hostile';
import { throughline } from '../server';
import { expect, guests, test, type Guest } from '../site';
import { isAccessible } from '../support';

/** The pages that the server writes itself. */
const served = ['/published/$publisher', '/accessibility-statement'];

/** Every address of the pages, read from where they are declared: a new page is visited by itself. */
async function patterns(): Promise<string[]> {
  const folder = new URL('../../src/', import.meta.url);
  const files = (await readdir(fileURLToPath(folder))).filter((name) => name.startsWith('routes.'));
  const texts = await Promise.all(files.map((name) => readFile(fileURLToPath(new URL(name, folder)), 'utf8')));
  const source = texts.join('\n');
  const declared = /const (\w+) = createRoute\(\{\s*getParentRoute: \(\) => (\w+),\s*path: '([^']+)'/g;
  const routes = new Map<string, { parent: string; path: string }>();
  for (const [, name = '', parent = '', path = ''] of source.matchAll(declared)) routes.set(name, { parent, path });
  expect(routes.size, 'every page has a declaration that can be read').toBe(source.match(/= createRoute\(\{/g)?.length);
  const parents = new Set([...routes.values()].map(({ parent }) => parent));
  const addressOf = (name: string): string => {
    const route = routes.get(name);
    return route === undefined ? '' : `${addressOf(route.parent)}${route.path}`;
  };
  return [...[...routes.keys()].filter((name) => !parents.has(name)).map(addressOf), ...served];
}

const stepsOf = (path: string) => path.split('/').filter((step) => step !== '');
const gaps = (pattern: string) => stepsOf(pattern).filter((step) => step.startsWith('$')).length;

/** The page that a path is of: the one with the fewest gaps. */
function pageOf(path: string, known: string[]): string | undefined {
  const steps = stepsOf(path);
  const fits = (pattern: string) => {
    const wanted = stepsOf(pattern);
    return wanted.length === steps.length && wanted.every((step, n) => step.startsWith('$') || step === steps[n]);
  };
  return known.filter(fits).toSorted((one, other) => gaps(one) - gaps(other))[0];
}

const withoutSpace = (words: string) => words.replaceAll(/\s/g, '');

/** Walks about a server as several people, from page to page by the links that it finds. */
class Walk {
  readonly missing: Set<string>;
  readonly unseen = new Set<string>(payloads);
  private seen = new Map<string, number>();

  constructor(
    private readonly page: Page,
    private readonly known: string[],
  ) {
    this.missing = new Set(known);
  }

  /** From these addresses on, as one person. A page of which there are many is looked at a few times. */
  async from(addresses: string[]): Promise<void> {
    this.seen = new Map();
    const waiting = [...addresses];
    const met = new Set(waiting);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const here = pageOf(new URL(next, 'http://here').pathname, this.known);
      const times = this.seen.get(here ?? '') ?? 0;
      if (here === undefined || times >= 2) continue;
      this.seen.set(here, times + 1);
      const first = this.missing.delete(here);
      await test.step(`${here} ${times + 1}`, () => this.look(next, first));
      for (const link of await this.links()) if (!met.has(link)) waiting.push(link);
      for (const link of waiting) met.add(link);
    }
  }

  private async look(address: string, first: boolean): Promise<void> {
    await this.page.setViewportSize({ width: 320, height: 800 });
    await this.page.goto(address);
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible();
    await isOnlyText(this.page);
    if (first) await isAccessible(this.page);
    const words = withoutSpace(await this.page.evaluate(() => document.body.textContent));
    for (const payload of this.unseen) if (words.includes(withoutSpace(payload))) this.unseen.delete(payload);
  }

  private async links(): Promise<string[]> {
    const links = await this.page.evaluate(() => [...document.links].map(({ href }) => href));
    const { origin } = new URL(this.page.url());
    return links
      .map((link) => new URL(link))
      .flatMap((link) => (link.origin === origin ? [link.pathname + link.search] : []));
  }
}

/** Nothing of a text has become an element or an address, and no text is wider than the page. */
async function isOnlyText(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  const made = await page.evaluate(() => {
    const strange =
      'iframe, base, object, embed, math, noscript p, meta[http-equiv], img:not([src^="/"]), [srcdoc], [autofocus]';
    const acting = [...document.querySelectorAll('*')].filter(({ attributes }) =>
      [...attributes].some(
        ({ name, value }) => name.startsWith('on') || /^\s*(javascript|data|vbscript):/i.test(value),
      ),
    );
    const leading = [...document.links].filter(({ hostname }) => hostname === 'evil.example');
    return [...document.querySelectorAll(strange), ...acting, ...leading].map(({ outerHTML }) =>
      outerHTML.slice(0, 200),
    );
  });
  expect(made, 'elements that a text has become').toEqual([]);
  const wide = await page.evaluate(() => {
    const most = window.innerWidth;
    if (document.documentElement.scrollWidth <= most) return [];
    const elements = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > most);
    return elements.map((one) => `${one.tagName} ${one.getAttribute('class') ?? ''}`);
  });
  expect.soft(wide, `${new URL(page.url()).pathname} scrolls sideways`).toEqual([]);
  expect
    .soft(await turned(page), `${new URL(page.url()).pathname} turns what is written from right to left`)
    .toEqual([]);
}

/** Where a text that begins from the right stands in a direction that is not its own. */
async function turned(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const follows = (element: Element): boolean => {
      const { display, unicodeBidi } = getComputedStyle(element);
      if (unicodeBidi === 'plaintext' || element.localName === 'bdi') return true;
      return display === 'inline' && element.parentElement !== null && follows(element.parentElement);
    };
    const begins = ({ childNodes }: Element) =>
      [...childNodes].some((node) => node instanceof Text && /^\P{L}*\p{Script=Arabic}/u.test(node.data));
    const elements = [...document.body.querySelectorAll('*:not(option, script, style, .nhsuk-u-visually-hidden)')];
    return elements.filter((one) => begins(one) && !follows(one)).map(({ outerHTML }) => outerHTML.slice(0, 200));
  });
}

/** Asks the server as whoever is signed in, as the pages do. */
async function send<Answer>(page: Page, path: string, body?: unknown, version = 1): Promise<Answer> {
  const said = await page.evaluate(
    async ([path, body, version]) => {
      const headers = {
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
        'if-match': `"${version}"`,
      };
      const asked = body === undefined ? {} : { method: 'POST', headers, body };
      const answer = await fetch(`/api/v1/${path}`, asked);
      return { status: answer.status, text: await answer.text() };
    },
    [path, body === undefined ? undefined : JSON.stringify(body), version] as const,
  );
  expect(said.status, `${path}: ${said.text}`).toBeLessThan(300);
  return JSON.parse(said.text) as Answer;
}

async function ownPlace(page: Page): Promise<string> {
  const { places } = await send<{ places: { organisation: { id: string } }[] }>(page, 'session');
  expect(places).toHaveLength(1);
  return places[0]?.organisation.id ?? '';
}

/** What may be written by whoever administers and writes: an invitation, a token and a connection for every text. */
async function fillOrganisation(page: Page, place: string): Promise<string> {
  const at = `organisations/${place}`;
  let link = '';
  for (const name of linesOf(200)) {
    ({ link } = await send<{ link: string }>(page, `${at}/invitations`, { name, role: 'viewer', days: 7 }));
  }
  for (const name of linesOf(100)) await send(page, `${at}/tokens`, { name, scopes: ['read'], days: 7 });
  const short = payloads.filter(({ length }) => length <= 200).slice(0, 20);
  for (const name of linesOf(98).slice(0, 4)) {
    await send(page, `${at}/connections`, {
      name: `${name} +`, // no name is there twice
      issuer: `https://evil.example/%3Cscript%3E"><img+src=x+onerror=alert(1)>/${'w'.repeat(400)}`,
      client_id: `${payloads[1].replaceAll(' ', '+')}${'W'.repeat(200)}`,
      acr: short,
      amr: short,
      ceiling: ['viewer'],
      rules: textsOf(300).map((value) => ({ claim: 'groups', value, role: 'viewer' })),
    });
  }
  return link;
}

/** What is published is published to everybody too. */
async function releaseToEverybody(page: Page, place: string): Promise<void> {
  const at = `organisations/${place}`;
  const { strategies } = await send<{ strategies: { id: string }[] }>(page, `${at}/strategies`);
  const { editions } = await send<{ editions: { id: string; version: number; state: string }[] }>(
    page,
    `${at}/strategies/${strategies[0]?.id}/editions`,
  );
  const published = editions.find(({ state }) => state === 'published');
  const channels = ['desk', 'public'];
  await send(page, `${at}/editions/${published?.id}/release`, { channels }, published?.version);
}

/** What people outside may write of a draft, by a link: gives what stands behind the # of its address. */
async function fillFeedback(page: Page, place: string): Promise<string> {
  const at = `organisations/${place}`;
  const { strategies } = await send<{ strategies: { id: string }[] }>(page, `${at}/strategies`);
  const links = `${at}/strategies/${strategies[0]?.id}/feedback-links`;
  let address = '';
  for (const name of linesOf(100).slice(0, 15)) ({ address } = await send<{ address: string }>(page, links, { name }));
  const { hash } = new URL(address);
  const names = linesOf(100);
  for (const [n, body] of textsOf(2000).entries()) {
    const data = { secret: hash.slice(1), sent: crypto.randomUUID(), body, by: names[n % names.length] };
    const said = await page.request.post('/api/v1/feedback', { data });
    expect(said.status(), await said.text()).toBe(204);
  }
  return hash;
}

/** Its strategy would speak for every other member. */
async function offerToCover(page: Page, place: string): Promise<void> {
  const at = `organisations/${place}`;
  const { strategies } = await send<{ strategies: { id: string }[] }>(page, `${at}/strategies`);
  const offers = `${at}/strategies/${strategies[0]?.id}/joint-offers`;
  const { partners } = await send<{ partners: { member: { id: string } }[] }>(page, offers);
  expect(partners.length).toBeGreaterThan(0);
  for (const { member } of partners) await send(page, `${offers}/${member.id}`, {});
}

/** What an operator may write: names in the register, and why an organisation is repaired. */
async function fillRegister(page: Page, place: string): Promise<void> {
  const at = `organisations/${place}/platform`;
  const organisations = linesOf(300).map((name, n) => ({ code: `made-${n}`, kind: 'trust', sector: 'acute', name }));
  await send(page, `${at}/onboarding`, { organisations });
  const { organisations: all } = await send<{ organisations: { id: string; code: string }[] }>(
    page,
    `${at}/organisations?words=made-0`,
  );
  const organisation = all.find(({ code }) => code === 'made-0')?.id;
  await send(page, `${at}/repairs`, { organisation, name: lineOf(200), reason: payloads.join('\n').slice(0, 1000) });
}

/** What a system's lead may write: capabilities of its own. */
async function fillCapabilities(page: Page, place: string): Promise<void> {
  const words = [...new Set(linesOf(200))].filter((line) => /[\p{L}\p{N}]/u.test(line) && line.trim() === line);
  const test = (because: string) => ({ value: 0.5, because });
  for (const [n, name] of words.entries()) {
    await send(page, `organisations/${place}/capabilities`, {
      code: `made-${n}`,
      name,
      theme: 'record',
      phrases: ['W'.repeat(200)],
      short: [`${name.slice(0, 190)} ${n}`],
      products: [`${name.slice(0, 190)} +`],
      given: name,
      common: test(name),
      standardised: test(name),
      interoperable: test(name),
    });
  }
}

/** The cells of a CSV file by RFC 4180. */
function cellsOf(csv: string): string[] {
  return [...csv.matchAll(/"((?:[^"]|"")*)"|([^,\r\n"]+)/g)].map(([, quoted, plain = '']) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"'),
  );
}

function holdsNoFormula(csv: string): void {
  const cells = cellsOf(csv.replace(/^\uFEFF/, ''));
  expect(cells.length).toBeGreaterThan(10);
  expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
}

/** The record as files: for a program to save, never to show. */
async function recordIsSafe(page: Page, place: string): Promise<void> {
  for (const format of ['csv', 'jsonl']) {
    const file = await page.request.get(`/api/v1/organisations/${place}/audit/export?format=${format}`);
    expect(file.status()).toBe(200);
    expect(file.headers()).toMatchObject({
      'content-disposition': expect.stringContaining('attachment'),
      'x-content-type-options': 'nosniff',
    });
    const body = await file.text();
    expect(body).toContain('onerror');
    if (format === 'csv') holdsNoFormula(body);
    else for (const line of body.trim().split('\n')) expect(JSON.parse(line)).toBeInstanceOf(Object);
  }
}

/** The picture as a table, as a file, and the words behind some of its cells. */
async function pictureIsSafe(page: Page, place: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`/organisations/${place}/alignment`);
  for (const cell of (await page.getByRole('gridcell').getByRole('button').all()).slice(0, 3)) {
    await cell.click();
    await expect(page.getByRole('complementary').getByRole('heading', { level: 2 })).toBeFocused();
    await isOnlyText(page);
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await isOnlyText(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as CSV' }).click(),
  ]);
  holdsNoFormula(await readFile(await download.path(), 'utf8'));
}

// A trace of so many long pages takes several times as long as looking at them.
test.use({ trace: 'off' });

test('whatever anybody writes stays text, on every page and in every file', async ({ page, context, enter, watch }) => {
  // Some fifty pages, one after the other: minutes where the machine has much else to do.
  test.setTimeout(400_000);
  const walk = new Walk(page, await patterns());
  const as = (who: Guest, does: (place: string) => Promise<void>) =>
    test.step(`as ${who}`, async () => {
      await context.clearCookies();
      await enter(who);
      await does(await ownPlace(page));
    });
  const found = (place: string) => `/organisations/${place}/search?q=alert%20onerror%20%3Cscript%3E`;
  const everywhere = (place: string) => [`/organisations/${place}`, '/organisations', '/account/sessions'];
  let invitation = '';

  await as('neighbour', (place) => offerToCover(page, place));
  await as('cdo', async (place) => {
    invitation = new URL(await fillOrganisation(page, place)).hash;
    await releaseToEverybody(page, place);
    const draft = await fillFeedback(page, place);
    await walk.from([
      ...everywhere(place),
      found(place),
      `/organisations/${place}/no-system`,
      `/published/${place}`,
      `/invitation${invitation}`,
      `/feedback${draft}`,
    ]);
    await recordIsSafe(page, place);
  });
  await as('operator', async (place) => {
    await fillRegister(page, place);
    const words = encodeURIComponent(payloads[1]);
    await walk.from([...everywhere(place), `/organisations/${place}/register?words=${words}`]);
    await recordIsSafe(page, place);
  });
  await as('lead', async (place) => {
    await fillCapabilities(page, place);
    await walk.from([...everywhere(place), found(place), `/organisations/${place}/capabilities/made-1`]);
    await pictureIsSafe(page, place);
  });
  await as('partner', (place) => walk.from(everywhere(place)));
  watch.expects(401);
  await context.clearCookies();
  const codes = [guests.cdo.issuer, payloads[1], payloads[9]].map((code) => `/start/${encodeURIComponent(code)}`);
  await walk.from(['/', '/?return_to=javascript:alert(1)', ...codes]);

  expect([...walk.missing], 'pages that nobody came to').toEqual([]);
  expect([...walk.unseen], 'texts that stand on no page as they were written').toEqual([]);
});

test('the folder that is exported says what the imported one said', async ({ site }) => {
  const [before, after] = await Promise.all(
    [site.imported, site.exported].map((folder) => throughline(['align', folder, '--format', 'json'])),
  );
  expect(after).toBe(before);
});
