import { describe, expect, it } from 'vitest';
import type { EditionSummary } from '../../api/editions';
import { mayBePublished, restoredInWords, stateInWords, wordsApart } from './present';

const edition: EditionSummary = {
  id: 'e',
  strategy: 's',
  number: 2,
  state: 'in_review',
  note: '',
  sent: '2026-11-01T09:00:00Z',
  sent_by: 'Ada',
  published: null,
  channels: [],
  reviews: [],
  open_comments: 0,
  version: 1,
};
const review = { person: 'p', name: 'Grace', note: '', answered: null, left: false, mine: false };

it('publishes what was withdrawn again, but not over what came after', () => {
  const withdrawn: EditionSummary = { ...edition, state: 'withdrawn', published: '2026-11-02' };
  expect(mayBePublished(withdrawn, [withdrawn, { ...edition, number: 3 }])).toBe(true);
  expect(
    mayBePublished(withdrawn, [withdrawn, { ...edition, number: 1, state: 'superseded', published: '2026-10-01' }]),
  ).toBe(true);
  expect(
    mayBePublished(withdrawn, [withdrawn, { ...edition, number: 3, state: 'withdrawn', published: '2026-11-03' }]),
  ).toBe(false);
});

describe('what has become of a version', () => {
  it('names whom it waits for', () => {
    expect(stateInWords({ ...edition, reviews: [{ ...review, verdict: 'asked' }] })).toBe(
      'In review. It waits for Grace.',
    );
  });
  it('does not wait for who has left', () => {
    expect(stateInWords({ ...edition, reviews: [{ ...review, verdict: 'asked', left: true }] })).toMatch(/^Ready/);
  });
  it('says to whom it was published', () => {
    expect(stateInWords({ ...edition, state: 'published', published: '2026-11-02', channels: ['desk'] })).toMatch(
      /the system’s digital leads/,
    );
  });
  it('tells one that was returned, and by whom, from one that was taken back', () => {
    expect(stateInWords({ ...edition, state: 'returned', reviews: [{ ...review, verdict: 'returned' }] })).toBe(
      'Returned by Grace. It was not published.',
    );
    expect(stateInWords({ ...edition, state: 'returned', reviews: [{ ...review, verdict: 'approved' }] })).toBe(
      'Taken back. It was not published.',
    );
  });
});

describe('what a restoration did', () => {
  const counts = { added: 0, changed: 2, retired: 1, kept: 3 };
  it('says where what was written before it is', () => {
    expect(restoredInWords(1, counts)).toBe(
      'Done. The draft now says what version 1 says. What it said before is version 3.',
    );
  });
  it('says that nothing was to be done', () => {
    expect(restoredInWords(1, { ...counts, changed: 0, retired: 0, kept: 0 })).toMatch(
      /says what version 1 says already/,
    );
  });
});

describe('where two texts differ', () => {
  it('is the words between what they share', () => {
    expect(wordsApart('one record by 2027 for all', 'one shared record by 2028 for all')).toEqual({
      before: { head: 'one ', middle: 'record by 2027 ', tail: 'for all' },
      after: { head: 'one ', middle: 'shared record by 2028 ', tail: 'for all' },
    });
  });
  it('is all of a text beside none', () => {
    expect(wordsApart('', 'new').after).toEqual({ head: '', middle: 'new', tail: '' });
  });
});
