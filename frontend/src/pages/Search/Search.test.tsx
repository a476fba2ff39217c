import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { SearchResult, SearchResults } from '../../api/search';
import { shortName } from '../../present';
import { expectAccessible, openAt } from '../../testing/app';
import { alder, asLead, asPartner, birch, council, system } from '../../testing/fixtures';
import { alsoSentence, destinationOf, ignoredSentence, ownerInWords, unknownSentence } from './present';

const result: SearchResult = {
  id: 'story',
  owner: { id: 'alder', name: alder.name, kind: alder.kind },
  own: false,
  kind: 'objective',
  code: 'A-01',
  stage: 'published',
  title: [
    { text: 'Open the whole ', marked: false },
    { text: 'record', marked: true },
  ],
  excerpt: [{ text: 'On every ward.', marked: false }],
};
const found: SearchResults = {
  total: 1,
  results: [result],
  kinds: [
    { kind: 'objective', count: 1 },
    { kind: 'goal', count: 2 },
  ],
  owners: [{ owner: { id: 'alder', name: alder.name, kind: alder.kind }, count: 1 }],
  stages: [{ stage: 'published', count: 1 }],
  instead: [{ asked: 'recrod', used: 'record' }],
  also: [],
  unknown: [],
  ignored: [],
};
const at = 'GET /api/v1/organisations/system/search';

describe('the search', () => {
  it('finds a misspelt word, says what it looked for, marks it and narrows by links', async () => {
    const { container, user, router } = openAt('/organisations/system/search?q=recrod', {
      ...asLead,
      [`${at}?q=recrod`]: found,
      [`${at}?q=recrod&kind=goal`]: { ...found, total: 0, results: [] },
    });
    expect(await screen.findByText('1 result for “recrod”.')).toBeVisible();
    expect(screen.getByText(/^Showing results like “record”/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'A-01 Open the whole record' })).toHaveAttribute(
      'href',
      '/organisations/system/published/objectives/story',
    );
    expect(container.querySelector('mark')).toHaveTextContent('record');
    expect(screen.getByRole('searchbox', { name: 'Search strategies' })).toHaveValue('recrod');
    await expectAccessible(container);

    const narrow = screen.getByRole('navigation', { name: 'Narrow the results' });
    await user.click(within(narrow).getByRole('link', { name: 'Goals (2)' }));
    expect(await screen.findByText('Nothing was found for “recrod”.')).toBeVisible();
    expect(router.state.location.search).toMatchObject({ q: 'recrod', of: 'goal' });
    expect(screen.getByRole('link', { name: 'Take away the filter: Goals (2)' })).toBeVisible();
    await expectAccessible(container);
  });

  it('is asked from the box on every page, and waits for two letters', async () => {
    const { container, user, asked } = openAt('/organisations/system/search', { ...asLead, [`${at}?q=record`]: found });
    expect(await screen.findByText(/Type two or more letters/)).toBeVisible();
    await expectAccessible(container);
    await user.type(screen.getByRole('searchbox', { name: 'Search strategies' }), 'r{Enter}');
    expect(screen.getByText(/Type two or more letters/)).toBeVisible();
    await user.clear(screen.getByRole('searchbox'));
    await user.type(screen.getByRole('searchbox'), 'record{Enter}');
    expect(await screen.findByText('1 result for “record”.')).toBeVisible();
    expect(screen.getByRole('searchbox')).toHaveFocus();
    expect(asked.filter((one) => one.startsWith(at))).toEqual([`${at}?q=record`]);
  });
});

describe('a partner’s search', () => {
  it('says what it looks through, and leads to what was shared', async () => {
    const shared: SearchResult = { ...result, id: 'viewer', owner: system, kind: 'goal', code: 'G1' };
    const { container, user } = openAt('/organisations/council/search', {
      ...asPartner,
      'GET /api/v1/organisations/council/search?q=record': {
        ...found,
        results: [shared],
        kinds: [{ kind: 'goal', count: 1 }],
        owners: [{ owner: system, count: 1 }],
      },
    });
    expect(await screen.findByText(/everything that has been shared with your organisation/)).toBeVisible();
    await user.type(screen.getByRole('searchbox', { name: 'Search strategies' }), 'record{Enter}');
    expect(await screen.findByRole('link', { name: 'G1 Open the whole record' })).toHaveAttribute(
      'href',
      '/organisations/council/published/targets/viewer',
    );
    expect(screen.getByText('Fenland. Published')).toBeVisible();
    await expectAccessible(container);
  });
});

describe('its words', () => {
  it('say what nothing has', () => {
    expect(unknownSentence({ ...found, unknown: ['zeppelin'] })).toBe('Nothing you may read has “zeppelin”.');
  });
  it('say that what every text has was passed over, and not that it may be hidden', async () => {
    const nothing: SearchResults = { ...found, total: 0, results: [], instead: [], ignored: ['the'] };
    openAt('/organisations/system/search?q=the', { ...asLead, [`${at}?q=the`]: nothing });
    expect(
      await screen.findByText('Nearly every text has “the”, so the search passes over it. Use other words.'),
    ).toBeVisible();
    expect(screen.queryByText(/may not be able to see/)).not.toBeInTheDocument();
    expect(ignoredSentence({ ...nothing, ignored: ['the', 'and'] })).toBe(
      'Nearly every text has “the” and “and”, so the search passes over them. Use other words.',
    );
    expect(ignoredSentence({ ...nothing, unknown: ['zeppelin'] })).toBeUndefined();
  });
  it('say what was looked for too, where something was found', () => {
    const also = ['electronic patient record', 'EHR'];
    expect(alsoSentence({ ...found, also })).toBe('Also searched for “electronic patient record” and “EHR”.');
    expect(alsoSentence({ ...found, also, total: 0 })).toBeUndefined();
    expect(alsoSentence(found)).toBeUndefined();
  });
  it('lead to where a thing is read, or nowhere', () => {
    const goal: SearchResult = { ...result, kind: 'goal', owner: system };
    expect(destinationOf({ ...result, own: true }, system)).toBe('item');
    expect(destinationOf({ ...result, kind: 'risk' }, system)).toBe('organisation');
    expect(destinationOf(result, alder)).toBe('objective');
    expect(destinationOf({ ...result, kind: 'constraint' }, alder)).toBe('organisation');
    expect([alder, council, system].map((acting) => destinationOf(goal, acting))).toEqual([
      'target',
      'target',
      'target',
    ]);
    expect(destinationOf({ ...goal, kind: 'principle' }, alder)).toBeUndefined();
    expect([birch, council].map((acting) => destinationOf({ ...result, kind: 'initiative' }, acting))).toEqual([
      undefined,
      undefined,
    ]);
  });
  it('say whose it is', () => {
    expect(ownerInWords(result, alder)).toBe('Your organisation');
    expect(ownerInWords(result, system)).toBe(shortName(alder.name));
  });
});
