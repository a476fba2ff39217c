import { screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { CheckFinding } from '../../api/check';
import { expectAccessible, openAt } from '../../testing/app';
import { asTrust } from '../../testing/fixtures';

const dismissal = { id: 'x', reason: 'It is measured elsewhere.', by: 'Ada', at: '2026-11-22T10:00:00Z', version: 1 };

function finding(rule: string, code: string, more: Partial<CheckFinding> = {}): CheckFinding {
  return {
    rule: {
      id: rule,
      name: `Rule ${rule}`,
      why: `Why ${rule} matters.`,
      source: 'a book',
      dismiss: 'It is a good one.',
    },
    level: 'warning',
    group: 'board',
    kind: 'objective',
    item: code,
    about: [{ id: code, kind: 'objective', code, title: `Objective ${code}` }],
    why: `${rule} found in ${code}.`,
    fix: `Mend ${rule}.`,
    marks: [],
    hash: `${rule}-${code}`,
    ...more,
  };
}

const dismissed = { dismissed: dismissal };
const findings = [
  finding('empty', 'O1', { level: 'note' }),
  finding('owner', 'O1'),
  finding('gone', 'O1', dismissed),
  finding('measure', 'O1', dismissed),
  finding('empty', 'O2', { level: 'note' }),
  finding('measure', 'O2'),
  finding('empty', 'O3', { level: 'note' }),
  finding('measure', 'O3'),
];

/** The page of the check, at a place within it. */
const open = (place = '') =>
  openAt(`/organisations/alder/strategy/check${place}`, {
    ...asTrust,
    'GET /api/v1/organisations/alder/strategies': {
      strategies: [
        { id: 's', title: 'Digital', mission: '', period: '', next_review: null, items: [], edition: null, version: 1 },
      ],
    },
    'GET /api/v1/organisations/alder/strategies/s/check': { findings },
  });

it('says of a rule once why it matters and what would answer it, over all that it found', async () => {
  const { user, container } = open();
  const heading = await screen.findByRole('heading', { level: 3, name: /^Rule measure: 3 findings, 1 dismissed/ });
  expect(screen.getAllByRole('heading', { level: 3 })[0]).toBe(heading);
  expect(screen.getAllByText(/Why measure matters\./)).toHaveLength(1);
  expect(screen.getAllByText(/Mend measure\./)).toHaveLength(1);
  const rule = within(screen.getByRole('article', { name: 'Rule measure' }));
  expect(rule.getAllByRole('listitem')).toHaveLength(3);
  expect(rule.getByText('measure found in O2.')).toBeVisible();
  expect(rule.getByText(/Dismissed by Ada on \d+ \w+ 2026: “It is measured elsewhere.”/)).toBeVisible();
  expect(rule.getByRole('link', { name: 'O2 Objective O2' })).toBeVisible();
  await user.click(rule.getByText(/^Where it was found/));
  expect(rule.getByText('measure found in O2.')).not.toBeVisible();
  await expectAccessible(container);
});

it('folds what is dismissed whole, and unfolds it for an address that means one finding', async () => {
  const scrolled = vi.fn();
  Element.prototype.scrollIntoView = scrolled;
  const first = open();
  expect(await screen.findByText('gone found in O1.')).not.toBeVisible();
  first.unmount();
  open('#gone-O1');
  const meant = await screen.findByText('gone found in O1.');
  await waitFor(() => expect(meant).toBeVisible());
  expect(meant.closest('li')).toHaveFocus();
  expect(scrolled).toHaveBeenCalled();
});
