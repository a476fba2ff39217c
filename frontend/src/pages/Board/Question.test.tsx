import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Board, BoardAnswer } from '../../api/board';
import { openAt } from '../../testing/app';
import { asTrust } from '../../testing/fixtures';

const api = '/api/v1/organisations/alder/board';
const question = (id: string) => ({
  id,
  text: `Do we have a ${id}?`,
  why: '',
  source: '',
  answered: '',
  facts: [],
  findings: [],
  dismissed: 0,
});
const board: Board = {
  counted: '2026-11-28',
  questions: ['vision', 'mission'].map(question),
  dismissed: [],
  dimensions: [],
  assessments: [],
};
const answer: BoardAnswer = { number: 1, answer: 'Nearly.', facts: [], by: 'Ruth Adeyemi', at: '2026-11-25T10:00:00Z' };

it('leads whoever has answered it to that answer', async () => {
  const { user } = openAt('/organisations/alder/board/questions/mission', {
    ...asTrust,
    [`GET ${api}`]: board,
    [`GET ${api}/questions/mission/answers`]: { answers: [] },
    [`POST ${api}/questions/mission/answers`]: answer,
  });
  await user.type(await screen.findByLabelText('The board’s answer'), 'Nearly.');
  await user.click(screen.getByRole('button', { name: 'Keep this answer' }));
  const mission = within(await screen.findByRole('region', { name: /Do we have a mission/ }));
  expect(mission.getByText('Nearly.')).toBeVisible();
  await waitFor(() => expect(mission.getByRole('heading', { name: 'The board’s answer' })).toHaveFocus());
});
