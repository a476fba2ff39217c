import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { expectAccessible, openAt } from '../../testing/app';
import { asLead, link, objectiveDetail, viewer } from '../../testing/fixtures';
import { criteriaInWords, servesSentence } from './present';

const path = '/organisations/system/published/objectives/story';

describe('the page of an objective', () => {
  it('says what it is, what it serves with the words that say so, and where it may belong', async () => {
    const { container } = openAt(path, asLead);
    expect(await screen.findByRole('heading', { level: 1 })).toHaveTextContent(
      'Objective A-01 of Alderbrook Hospitals NHS Foundation Trust Open the whole story',
    );
    expect(screen.getByText('Version 1, published 3 November 2026')).toBeVisible();
    expect([...container.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['record', 'record']);
    expect(screen.getByText('2 of 2 organisations have an objective for the same thing.')).toBeVisible();
    await expectAccessible(container);
  });

  it('says that a level is not decided, and what it leans to', async () => {
    const placement = {
      level: 'undecided' as const,
      leaning: 'shared' as const,
      criteria: { common: 0.5, standardised: 0.6, interoperable: 0.2 },
      reasons: ['Too close to tell: whether it is common is on the line; it leans towards shared.'],
    };
    const { container } = openAt(path, {
      ...asLead,
      'GET /api/v1/organisations/system/published/objectives/story': { ...objectiveDetail, placement },
    });
    expect(await screen.findByText('Not decided yet — leans to shared')).toBeVisible();
    expect(screen.getByText(/There is too little to tell, so it is left to people to decide/)).toBeVisible();
    await expectAccessible(container);
  });

  it('does not scold an objective that serves nothing', async () => {
    openAt(path, {
      ...asLead,
      'GET /api/v1/organisations/system/published/objectives/story': { ...objectiveDetail, links: [], placement: null },
    });
    expect(await screen.findByText(/That may be right/)).toBeVisible();
    expect(screen.queryByText('Where it may belong')).not.toBeInTheDocument();
  });
});

describe('its words', () => {
  it('say what it serves, and may serve while nobody has confirmed it', () => {
    const initiative = { ...link, target: { ...viewer }, state: 'suggested' as const };
    expect(servesSentence([link])).toBe('It serves 1 goal. The marked words go together.');
    expect(servesSentence([link, initiative])).toBe(
      'It may serve 1 goal and 1 shared initiative. The marked words go together.',
    );
  });
  it('give the three tests out of a hundred', () => {
    expect(objectiveDetail.placement && criteriaInWords(objectiveDetail.placement).map(({ score }) => score)).toEqual([
      90, 80, 95,
    ]);
  });
});
