import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type ConsoleMessage, type Page } from '@playwright/test';
import axe from 'axe-core';
import { startServer, type Server } from './server';

export { expect };

/** Who the demonstration lets one be, and where they sign in. */
export const people = {
  lead: { name: 'Amina Okafor', at: 'Carrowmere Integrated Care System' },
  board: { name: 'Henry Walsh', at: 'Carrowmere Integrated Care System' },
  trustBoard: { name: 'Ruth Adeyemi', at: 'Carrowmere Royal University Hospitals' },
  editor: { name: 'Tom Ferreira', at: 'Carrowmere Royal University Hospitals' },
  cdo: { name: 'Grace Lindqvist', at: 'Carrowmere Royal University Hospitals' },
  neighbour: { name: 'Marta Silva', at: 'Wyrewater Cancer Centre' },
  administrator: { name: 'Nadia Rahman', at: 'Carrowmere Royal University Hospitals' },
  starter: { name: 'Sam Taylor', at: 'Carrowmere Royal University Hospitals' },
  operator: { name: 'Asha Patel', at: 'Throughline operators' },
  secondOperator: { name: 'Colin Reid', at: 'Throughline operators' },
  unadministered: { name: 'Sunil Mehta', at: 'Brackenlea Partnership' },
  partner: { name: 'Lesley Grant', at: 'Carrowmere Borough Council' },
} as const;

export type Who = keyof typeof people;

/** What Chromium tells of something that moved by itself; TypeScript does not know it yet. */
interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
}

/** What a page may not do unnoticed: complain, break its policy, talk to others, move under the reader’s eyes. */
class Watch {
  readonly complaints: string[] = [];
  private readonly expected = new Set<number>();

  constructor(page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error' && !this.isExpected(message)) {
        this.complaints.push(`console: ${message.text()} (${message.location().url})`);
      }
    });
    page.on('pageerror', (error) => this.complaints.push(`uncaught: ${error.message}`));
    page.on('dialog', (dialog) => {
      this.complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      const here = ['127.0.0.1', 'localhost'].includes(hostname) || ['data:', 'blob:'].includes(protocol);
      if (!here) this.complaints.push(`request to another host: ${request.url()}`);
    });
  }

  /** From here on answers of this status are part of the journey. */
  expects(status: number): void {
    this.expected.add(status);
  }

  private isExpected(message: ConsoleMessage): boolean {
    const status = Number(/status of (\d+)/.exec(message.text())?.[1]);
    // The start page has to ask whether somebody is signed in.
    if (status === 401 && message.location().url.endsWith('/api/v1/session')) return true;
    return this.expected.has(status);
  }
}

/** What every journey is held to, whichever server it is on. */
export const watched = base.extend<{ watch: Watch }>({
  watch: [
    async ({ page }, use) => {
      const watch = new Watch(page);
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
        });
        const shifts: string[] = [];
        Object.assign(window, { shifts });
        // What moves in answer to the person does not move by itself, however long the answer takes: a request that an input
        // led to, and what that leads to, lasts until half a second after its answer.
        const recent = 500;
        let until = 0;
        let pending = 0;
        const prolong = () => (until = performance.now() + recent);
        const answering = () => pending > 0 || performance.now() < until;
        for (const input of ['pointerdown', 'keydown']) window.addEventListener(input, prolong, true);
        const send = window.fetch.bind(window);
        window.fetch = async (...request) => {
          if (!answering()) return send(...request);
          pending++;
          try {
            return await send(...request);
          } finally {
            pending--;
            prolong();
          }
        };
        // So does work that the page has begun beside itself, which an input led to as well.
        window.Worker = class extends Worker {
          constructor(...made: ConstructorParameters<typeof Worker>) {
            super(...made);
            pending++;
          }
          override terminate(): void {
            super.terminate();
            pending--;
            prolong();
          }
        };
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as LayoutShift[]) {
            if (entry.hadRecentInput || answering() || entry.value < 0.005) continue;
            const moved = entry.sources.map(({ node }) => (node instanceof Element ? node.className : 'a text'));
            shifts.push(`${entry.value.toFixed(3)}: ${moved.join(', ')}`);
          }
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await use(watch);
      expect(watch.complaints).toEqual([]);
    },
    { auto: true },
  ],
});

// eslint-disable-next-line no-empty-pattern -- Playwright reads which fixtures a function needs from its pattern.
const demonstration = async ({}: object, use: (server: Server) => Promise<void>) => {
  const server = await startServer();
  await use(server);
  await server.stop();
};
const ofAWorker = { scope: 'worker', timeout: 90_000 } as const;

export const test = watched.extend<{ signIn: (who: Who) => Promise<void> }, { server: Server }>({
  server: [demonstration, ofAWorker],
  baseURL: async ({ server }, use) => use(server.address),
  signIn: async ({ page }, use) =>
    use(async (who) => {
      await page.goto('/');
      await signInHere(page, who);
    }),
});

/** On a demonstration of its own, that no journey of another file has worked in. */
export const testApart = test.extend<object, { server: Server }>({ server: [demonstration, ofAWorker] });

/** From the start page through the identity provider’s own page, and back. */
export async function signInHere(page: Page, who: Who): Promise<void> {
  await page.getByRole('main').getByRole('link', { name: people[who].at }).click();
  await page.getByRole('link', { name: `Continue as ${people[who].name}` }).click();
  await expect(page.getByRole('link', { name: people[who].name })).toBeVisible();
}

/** Signs out, and somebody else signs in at the same browser. */
export async function handsOver(page: Page, who: Who): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toHaveCount(0);
  await page.goto('/');
  await signInHere(page, who);
}

/** Every journey ends so: nothing that axe can find, wide and narrow, nothing that moved, and a picture of both. */
export async function leavesItInOrder(page: Page, name: string): Promise<void> {
  const moved = await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);
  expect(moved, 'what moved by itself').toEqual([]);
  const folder = fileURLToPath(new URL('../../artefacts/', import.meta.url));
  await mkdir(folder, { recursive: true });
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await isAccessible(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `the page scrolls sideways at ${width} px`).toBeLessThanOrEqual(0);
    await isPictured(page, `${folder}${name}-${width}.png`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** A picture is for people to look at: where the browser draws none in time, that says nothing of the page, and is noted. */
async function isPictured(page: Page, path: string): Promise<void> {
  await page.screenshot({ path, fullPage: true, timeout: 20_000 }).catch((error: unknown) => {
    test.info().annotations.push({ type: 'no picture', description: `${path}: ${String(error)}` });
  });
}

/** axe finds nothing wrong. It is put in by the debugger, because the page's own policy lets no stranger's script in. */
export async function isAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}
