import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CellObjective } from '../api/alignment';
import { expectAccessible, openAt } from '../testing/app';
import { asLead, cellObjective, objectiveDetail, session, system } from '../testing/fixtures';

const path = '/organisations/system/published/objectives/story';
const get = 'GET /api/v1/organisations/system/published/objectives/story';
const post = 'POST /api/v1/organisations/system/links/decisions/decided/replies';

type Entry = NonNullable<CellObjective['history']>[number];
const said = (kind: Entry['replies'][number]['kind'], text: string): Entry['replies'][number] => ({
  id: `${kind} ${text}`,
  kind,
  text,
  at: '2026-11-20T10:00:00Z',
});
const decided = (...replies: Entry['replies']): Entry => ({
  id: 'decided',
  verdict: 'confirmed',
  contribution: 'direct',
  primary: true,
  reason: '',
  at: '2026-11-19T10:00:00Z',
  undoes: false,
  together: 1,
  replies,
});
const withHistory = (...history: Entry[]) => ({ ...objectiveDetail, links: [{ ...cellObjective, history }] });

const acknowledge = { name: /^Acknowledge what Alderbrook Hospitals decided about A-01 and G1$/ };

describe('what a system says to a member’s decision', () => {
  it('is an acknowledgement by one press', async () => {
    const { user, asked, answers } = openAt(path, {
      ...asLead,
      [get]: withHistory(decided()),
      [post]: said('acknowledge', ''),
    });
    const button = await screen.findByRole('button', acknowledge);
    answers[get] = withHistory(decided(said('acknowledge', '')));
    await user.click(button);
    expect(await screen.findByText(/^We acknowledged it/)).toBeVisible();
    expect(asked.filter((one) => one === post)).toHaveLength(1);
    expect(screen.queryByRole('button', acknowledge)).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Ask Alderbrook Hospitals', hidden: true })).toBeInTheDocument();
  });

  it('or a question, and then it waits for the answer', async () => {
    const { container, user, answers } = openAt(path, {
      ...asLead,
      [get]: withHistory(decided()),
      [post]: said('challenge', 'x'),
    });
    await user.click(await screen.findByText(/^Ask Alderbrook Hospitals about it/));
    await user.type(screen.getByLabelText('What you would like to discuss, and why'), 'Is it every ward?');
    answers[get] = withHistory(decided(said('challenge', 'Is it every ward?')));
    await user.click(screen.getByRole('button', { name: 'Ask Alderbrook Hospitals' }));
    expect(await screen.findByText('Is it every ward?')).toBeVisible();
    expect(screen.getByText('Alderbrook Hospitals has not answered yet.')).toBeVisible();
    expect(screen.queryByLabelText('What you would like to discuss, and why')).not.toBeInTheDocument();
    await expectAccessible(container);
  });

  it('goes on after the answer, oldest first, over decisions that have been made again', async () => {
    openAt(path, {
      ...asLead,
      [get]: withHistory(decided(said('challenge', 'Third'), said('answer', 'Fourth')), {
        ...decided(said('challenge', 'First'), said('answer', 'Second')),
        id: 'before',
      }),
    });
    expect(await screen.findByRole('button', acknowledge)).toBeVisible();
    const region = screen.getByRole('region', { name: 'What was said of A-01 and G1' });
    expect([...region.querySelectorAll('li')].map((line) => line.textContent)).toEqual([
      'We asked: First (20 November 2026)',
      'Alderbrook Hospitals answered: Second (20 November 2026)',
      'We asked: Third (20 November 2026)',
      'Alderbrook Hospitals answered: Fourth (20 November 2026)',
    ]);
  });

  it.each([
    ['nothing is decided', withHistory(), asLead],
    ['the decision was withdrawn', withHistory({ ...decided(), verdict: 'withdrawn' }), asLead],
    [
      'only a lead speaks for the system',
      withHistory(decided()),
      { ...asLead, 'GET /api/v1/session': session({ organisation: system, roles: ['system_analyst'] }) },
    ],
  ])('offers nothing where %s', async (_, detail, answers) => {
    openAt(path, { ...answers, [get]: detail });
    expect(await screen.findByText(/^It serves/)).toBeVisible();
    expect(screen.queryByRole('button', acknowledge)).not.toBeInTheDocument();
    expect(screen.queryByText(/^Ask Alderbrook/)).not.toBeInTheDocument();
  });
});
