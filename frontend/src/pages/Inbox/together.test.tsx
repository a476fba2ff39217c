import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { openAt } from '../../testing/app';
import { alder, asTrust, cellObjective, link, record, system } from '../../testing/fixtures';

it('says of what was decided together that it is undone together', async () => {
  const entry = {
    id: 'd-1',
    verdict: 'confirmed',
    primary: false,
    reason: '',
    at: '2026-11-22T10:00:00Z',
    undoes: false,
    together: 17,
    replies: [],
  };
  const of = {
    ...cellObjective,
    link: { ...link, state: 'confirmed', decision: 'd-1' },
    read: 'r',
    changed: null,
    history: [entry],
  };
  const objective = {
    objective: link.objective,
    description: record.description,
    measures: [],
    links: [of],
    left: 0,
    warning: '',
  };
  openAt(`/organisations/${alder.id}/inbox`, {
    ...asTrust,
    'GET /api/v1/organisations/alder/inbox': { system, edition: null, reviewed: 1, likely: 0, objectives: [objective] },
  });
  expect(await screen.findByRole('button', { name: /^Undo all 17/ })).toBeEnabled();
});
