import type { Page } from '@playwright/test';
import { lineOf, text, everything } from './hostile';
import type { Claims } from './provider';
import { startSite, type Site, type SiteContent } from './server';
import { expect, watched } from './support';

export { expect };

/** Who comes to the site, by the issuer that they come from; each of them administers their organisation too. */
export const guests = {
  lead: { issuer: 'hostile', sub: 'lead', groups: ['all'] },
  cdo: { issuer: 'first', sub: 'cdo', groups: ['all'] },
  neighbour: { issuer: 'second', sub: 'neighbour', groups: ['all'] },
  partner: { issuer: 'council', sub: 'partner', groups: ['all'] },
  operator: { issuer: 'operators', sub: 'operator', groups: [] },
  second: { issuer: 'operators', sub: 'second', groups: [] },
  quiet: { issuer: 'operators', sub: 'quiet', groups: [] },
} as const;

export type Guest = keyof typeof guests;

const measures = () => [{ name: text(300), baseline: text(300), target: text(300) }, { name: text(300) }];
const count = (most: number) => Array.from({ length: most }, (_, index) => index + 1);

const systemFile = {
  system: {
    id: 'hostile',
    name: text(300),
    kind: 'ics',
    fictional: true,
    strategy: text(300),
    period: text(100),
    vision: everything,
    provenance: everything,
  },
  principles: [everything, text(300)],
  goals: count(4).map((n) => ({
    id: `G${n}`,
    title: text(300),
    description: n === 1 ? everything : `${text(300)} shared care record for every patient ${n}`,
    measures: measures(),
    due: '2027-03',
    provenance: text(300),
  })),
  initiatives: count(3).map((n) => ({
    id: `I${n}`,
    title: text(300),
    description: n === 1 ? everything : `${text(300)} one shared care record ${n}`,
    delivery: 'central',
    goals: ['G1', `G${n + 1}`],
    measures: measures(),
    due: '2027-06',
    provenance: text(300),
  })),
};

const memberFile = (code: string) => ({
  organisation: { id: code, name: text(300), kind: 'acute', system: 'hostile', fictional: true },
  strategy: { title: text(300), period: text(100), mission: everything, provenance: everything },
  constraints: [
    { id: `${code}-C1`, type: 'finance', text: everything },
    { id: `${code}-C2`, type: 'digital_skills', text: text(300) },
  ],
  non_priorities: [
    { id: `${code}-N1`, text: everything, until: '2028-01' },
    { id: `${code}-N2`, text: `We will not build a shared care record. ${text(300)}` },
  ],
  objectives: count(4).map((n) => ({
    id: `${code}-0${n}`,
    title: text(300),
    description: n === 1 ? everything : `${text(300)} shared care record for every patient ${n}`,
    measures: measures(),
    horizon: '2026-12',
    provenance: text(300),
  })),
});

const claimsFile = {
  claims: [
    { objective: 'A-01', target: 'G1', verdict: 'confirmed', contribution: 'direct', reason: everything },
    { objective: 'A-02', target: 'G1', verdict: 'rejected', reason: everything },
    { objective: 'A-02', target: 'I1', verdict: 'confirmed', contribution: 'partial', reason: text(300) },
    { objective: 'B-01', target: 'I1', verdict: 'confirmed', contribution: 'direct', reason: text(300) },
  ],
};

const organisations = [
  { code: 'operators', kind: 'platform', name: lineOf(300) },
  { code: 'hostile', kind: 'system', sector: 'ics', name: lineOf(300) },
  { code: 'first', kind: 'trust', sector: 'acute', name: lineOf(300), was: { system: 'hostile', member: 'A' } },
  { code: 'second', kind: 'trust', sector: 'acute', name: lineOf(300), was: { system: 'hostile', member: 'B' } },
  { code: 'council', kind: 'council', name: lineOf(300) },
  // The one organisation here that is what it seems.
  { code: 'quietwater', kind: 'hospice', name: 'Quietwater Hospice' },
];

const yields: Record<string, string> = {
  hostile: 'system_lead',
  first: 'cdo',
  second: 'cdo',
  council: 'partner_viewer',
};
const names = new Map(['operators', 'hostile', 'first', 'second', 'council'].map((code) => [code, lineOf(100)]));

const content: SiteContent = {
  folder: {
    'system.yaml': systemFile,
    'a.yaml': memberFile('A'),
    'b.yaml': memberFile('B'),
    'claims.yaml': claimsFile,
  },
  system: 'hostile',
  onboarding: (provider) => ({
    format: 1,
    organisations,
    memberships: ['council', 'quietwater'].map((organisation) => ({
      system: 'hostile',
      organisation,
      kind: 'partner',
      from: '2026-01-05',
    })),
    connections: [...names].map(([organisation, name]) => {
      const role = yields[organisation];
      return {
        name,
        organisation,
        issuer: `${provider}/${organisation}`,
        // No white space is kept in one.
        client_id: lineOf(150).replaceAll(/\s/g, '+'),
        second_factor: true,
        listed: true,
        live: true,
        ...(role !== undefined && { ceiling: [role], rules: [{ claim: 'groups', value: 'all', role }] }),
      };
    }),
    administrators: Object.values(guests).map(({ issuer, sub }) => ({
      organisation: sub === 'quiet' ? 'quietwater' : issuer,
      connection: { organisation: issuer, name: names.get(issuer) },
      subject: sub,
    })),
  }),
};

/** A server of its own, whose every word is meant to do harm. */
export const test = watched.extend<{ enter: (who: Guest) => Promise<void> }, { site: Site }>({
  site: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads which fixtures a function needs from its pattern.
    async ({}, use) => {
      const site = await startSite(content);
      await use(site);
      await site.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  // The provider's certificate is its own.
  ignoreHTTPSErrors: true,
  baseURL: async ({ site }, use) => use(site.address),
  enter: async ({ page, site }, use) => use((who) => enterAs(page, site, who)),
});

/** Signs in by the link of one's organisation, with a name that is up to no good. */
async function enterAs(page: Page, site: Site, who: Guest): Promise<void> {
  const { issuer, ...claims } = guests[who];
  site.provider.nextIs({ name: nameOf(who), email: text(200), ...claims, groups: [...claims.groups] } satisfies Claims);
  await page.goto(`/start/${issuer}`);
  await page.getByRole('main').getByRole('link').first().click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
}

const said = new Map<Guest, string>();

/** What a guest is called: a quiet one is called so. */
function nameOf(who: Guest): string {
  if (who === 'quiet') return 'Rosa Quill';
  const name = said.get(who) ?? text(200);
  said.set(who, name);
  return name;
}
