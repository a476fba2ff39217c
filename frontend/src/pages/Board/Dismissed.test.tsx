import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Board } from '../../api/board';
import type { CheckFinding } from '../../api/check';
import { expectAccessible, openAt } from '../../testing/app';
import { asTrust } from '../../testing/fixtures';

const finding: CheckFinding = {
  rule: { id: 'no-measure', name: 'No measure', why: '', source: '', dismiss: '' },
  level: 'warning',
  group: 'board',
  about: [{ id: 'o3', kind: 'objective', code: 'O3', title: 'Rosters' }],
  marks: [],
  why: 'Nothing says how anyone will know.',
  fix: '',
  hash: 'h',
  dismissed: { id: 'd', reason: 'It is measured elsewhere.', by: 'Ada Obi', at: '2026-11-25T10:00:00Z', version: 1 },
};
const question = (id: string, dismissed: number) => ({
  id,
  text: `Do we have a ${id}?`,
  why: '',
  source: '',
  answered: '',
  facts: [],
  findings: [],
  dismissed,
});
const board = (dismissed: CheckFinding[]): Board => ({
  counted: '2026-11-28',
  questions: [question('vision', 0), question('measure', dismissed.length)],
  dismissed,
  dimensions: [],
  assessments: [],
});
const open = (dismissed: CheckFinding[]) =>
  openAt('/organisations/alder/board', {
    ...asTrust,
    'GET /api/v1/organisations/alder/board': board(dismissed),
  });

it('tells a board what was dismissed, by whom, when and why, and at which question', async () => {
  const { container } = open([finding]);
  const section = within(await screen.findByRole('region', { name: 'What was dismissed' }));
  expect(section.getByRole('listitem')).toHaveTextContent(
    'No measure (O3): Nothing says how anyone will know.Dismissed by Ada Obi on 25 November 2026: “It is measured elsewhere.”',
  );
  const measure = within(screen.getByRole('region', { name: /Do we have a measure/ }));
  expect(measure.getByText(/^1 finding of the strategy check was dismissed\./)).toBeVisible();
  expect(measure.getByRole('link', { name: 'See it, and why' })).toHaveAttribute(
    'href',
    expect.stringMatching(/board#dismissed$/),
  );
  expect(within(screen.getByRole('region', { name: /Do we have a vision/ })).queryByText(/dismissed/)).toBeNull();
  await expectAccessible(container);
});

it('says nothing of it where nothing was', async () => {
  open([]);
  await screen.findByRole('region', { name: /Do we have a vision/ });
  expect(screen.queryByText(/dismissed/)).toBeNull();
});
