import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { EditionSummary, Review } from '../../api/editions';
import { expectAccessible, openAt } from '../../testing/app';
import { asTrust } from '../../testing/fixtures';

const api = '/api/v1/organisations/alder';
const versions = '/organisations/alder/strategy/versions';
const published: EditionSummary = {
  id: 'e1',
  strategy: 's',
  number: 1,
  state: 'published',
  note: '',
  sent: '2026-11-01T09:00:00Z',
  sent_by: 'Ada',
  published: '2026-11-02',
  channels: ['desk'],
  reviews: [],
  open_comments: 0,
  version: 1,
};
const answer: Review = {
  person: 'p',
  name: 'Tom Ferreira',
  verdict: 'returned',
  note: 'The dates are not ours.',
  answered: '2026-11-03T09:00:00Z',
  left: false,
  mine: false,
};
const returned: EditionSummary = {
  ...published,
  id: 'e2',
  number: 2,
  state: 'returned',
  published: null,
  channels: [],
  reviews: [answer],
  open_comments: 1,
};
const inReview: EditionSummary = {
  ...returned,
  id: 'e3',
  number: 3,
  state: 'in_review',
  reviews: [],
  open_comments: 0,
};

const open = (path: string, summary: EditionSummary, editions: EditionSummary[]) =>
  openAt(path, {
    ...asTrust,
    [`GET ${api}/editions/${summary.id}`]: {
      summary,
      text: { title: 'Digital strategy', mission: '', period: '', next_review: null, items: [] },
      comments: [],
      pulse: [],
    },
    [`GET ${api}/strategies/s/editions`]: { editions, colleagues: [], hold: null },
    [`GET ${api}/item-kinds`]: { kinds: [] },
    [`GET ${api}/strategies`]: {
      strategies: [
        {
          id: 's',
          title: 'Digital strategy',
          mission: '',
          period: '',
          next_review: null,
          items: [],
          edition: null,
          version: 1,
        },
      ],
    },
    [`GET ${api}/strategies/s/joint-offers`]: { offers: [], partners: [] },
  });
const changesOf = '/organisations/alder/strategy/changes';
const changes = (from: string, to?: string) => `${changesOf}?from=${from}${to === undefined ? '' : `&to=${to}`}`;

describe('a version after one that was returned', () => {
  it('says what was to change, and leads to it and to what has changed since', async () => {
    const { container } = open(`${versions}/e3`, inReview, [inReview, returned, published]);
    const before = await screen.findByRole('region', { name: 'The version before' });
    expect(before).toHaveTextContent(
      'Version 2 was returned by Tom Ferreira: ‘The dates are not ours.’ 1 comment on it is open.',
    );
    expect(within(before).getByRole('link', { name: 'Version 2' })).toHaveAttribute('href', `${versions}/e2`);
    expect(within(before).getByRole('link', { name: 'What changed since version 2' })).toHaveAttribute(
      'href',
      changes('e2', 'e3'),
    );
    expect(screen.getByRole('link', { name: 'What changed since version 1' })).toHaveAttribute(
      'href',
      changes('e1', 'e3'),
    );
    await expectAccessible(container);
  });

  it('says it to the one who sends the next, over a draft that was kept', async () => {
    const kept: EditionSummary = { ...returned, id: 'e3', number: 3, state: 'kept', reviews: [] };
    open(versions, returned, [kept, returned, published]);
    const before = await screen.findByRole('region', { name: 'The version before' });
    expect(within(before).getByRole('link', { name: 'What changed since version 2' })).toHaveAttribute(
      'href',
      changes('e2'),
    );
  });

  it('says nothing of one that was taken back, or of one before the version that is published', async () => {
    open(`${versions}/e3`, inReview, [inReview, { ...returned, reviews: [] }, published]);
    await screen.findByRole('heading', { name: 'Comments' });
    expect(screen.queryByRole('region', { name: 'The version before' })).not.toBeInTheDocument();
  });
});

describe('a published version', () => {
  it('leads to what changed since the one that was published before it', async () => {
    const now: EditionSummary = { ...published, id: 'e3', number: 3 };
    open(`${versions}/e3`, now, [now, returned, { ...published, state: 'superseded' }]);
    expect(await screen.findByRole('link', { name: 'What changed since version 1' })).toHaveAttribute(
      'href',
      changes('e1', 'e3'),
    );
  });

  it('leads to none where it is the first', async () => {
    open(`${versions}/e1`, published, [published]);
    await screen.findByRole('heading', { name: 'Comments' });
    expect(screen.queryByRole('link', { name: /What changed since/ })).not.toBeInTheDocument();
  });
});

describe('what changed', () => {
  const nothing = { header: [], items: [] };
  const comparison = (query: string) => ({ [`GET ${api}/strategies/s/comparison?${query}`]: nothing });

  it('compares the version that was published last with the draft where nothing is asked for', async () => {
    const { answers, container } = open(changesOf, returned, [returned, { ...published, state: 'withdrawn' }]);
    Object.assign(answers, comparison('from=e1'));
    expect(await screen.findByText('They say the same.')).toBeVisible();
    expect(screen.getByLabelText('From')).toHaveDisplayValue('Version 1');
    expect(screen.getByLabelText('To')).toHaveDisplayValue('The draft');
    await expectAccessible(container);
  });

  it('says that there is nothing to compare with before the first version', async () => {
    open(changesOf, published, []);
    expect(await screen.findByText('There is no version yet to compare the draft with.')).toBeVisible();
  });

  it('is a link on the page of the strategy, between the last two that were published', async () => {
    const now: EditionSummary = { ...published, id: 'e3', number: 3 };
    const { answers } = open('/organisations/alder/strategy', now, [
      now,
      returned,
      { ...published, state: 'superseded' },
    ]);
    Object.assign(answers, {
      [`GET ${api}/published/organisations/alder`]: {
        ...asTrust[`GET ${api}/published/organisations/alder`],
        edition: { id: 'e3', number: 3, published: '2026-11-20' },
      },
    });
    expect(await screen.findByRole('link', { name: 'What changed since version 1' })).toHaveAttribute(
      'href',
      changes('e1', 'e3'),
    );
  });
});
