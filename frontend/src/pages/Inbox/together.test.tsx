import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { InboxLink } from '../../api/inbox';
import { openAt, Refusal, type Answers } from '../../testing/app';
import { alder, asTrust, cellObjective, link, system } from '../../testing/fixtures';

const at = '/api/v1/organisations/alder';
const likely = 4;

const suggestionOf = (n: number): InboxLink => ({
  ...cellObjective,
  link: { ...link, target: { ...link.target, id: `t-${n}`, code: `G${n}`, title: `Goal ${n}` }, state: 'suggested' },
  read: 'r',
  asked: false,
  changed: null,
  undo: null,
  history: [],
});

/** A server with a few likely suggestions of one objective, which were confirmed together or may be. */
function server(confirmed: boolean, alone = true) {
  const stands = Array.from({ length: likely }, () => confirmed);
  const asked: string[] = [];
  const back = (places: number[]) => {
    for (const place of places) stands[place] = false;
    return { count: places.length, links: [] };
  };
  const standing = () => stands.flatMap((one, n) => (one ? [n] : []));
  const links = () =>
    stands.map((one, n): InboxLink => {
      const of = suggestionOf(n);
      if (!one) return of;
      const undo = { decision: `d-${n}`, left: standing().length, alone };
      return { ...of, link: { ...of.link, state: 'confirmed', decision: `d-${n}` }, undo };
    });
  const answers: Answers = {
    ...asTrust,
    [`GET ${at}/inbox`]: () => ({
      system,
      edition: null,
      reviewed: 0,
      likely: likely - standing().length,
      objectives: [{ objective: link.objective, description: '', measures: [], links: links(), left: 0, warning: '' }],
    }),
    [`POST ${at}/links/decisions/together`]: () => {
      stands.fill(true);
      return { count: likely, decision: 'd-0', links: [] };
    },
  };
  for (const n of stands.keys()) {
    for (const only of [true, false]) {
      answers[`POST ${at}/links/decisions/d-${n}/undo?alone=${only}`] = () => {
        asked.push(`d-${n}${only ? ' alone' : ''}`);
        return back(only ? [n] : standing());
      };
    }
  }
  return { answers, asked };
}

const card = (code: string) => screen.findByRole('article', { name: new RegExp(` ${code}:`) });

it('undoes one of what was decided together alone, and then what is left of it, saying how many', async () => {
  const { answers, asked } = server(true);
  const { user } = openAt(`/organisations/${alder.id}/inbox`, answers);
  const wrong = within(await card('G1'));
  expect(wrong.getByRole('button', { name: /^Undo all 4 decided together/ })).toBeEnabled();
  await user.click(wrong.getByRole('button', { name: 'Undo this one alone Goal 1' }));
  expect(await screen.findByText('Undone: 1 decision.')).toBeVisible();
  expect(asked).toEqual(['d-1 alone']);
  expect(await card('G1')).toHaveFocus();
  expect(wrong.getByRole('button', { name: 'Undo Goal 1' })).toBeDisabled();
  await user.click(await within(await card('G3')).findByRole('button', { name: /^Undo all 3 decided together/ }));
  expect(await screen.findByText('Undone: 3 decisions.')).toBeVisible();
});

it('undoes one alone by a key, and the key that undoes the last takes the rest of the bulk back', async () => {
  const { answers, asked } = server(false);
  const { user } = openAt(`/organisations/${alder.id}/inbox`, answers);
  await user.click(await screen.findByRole('button', { name: /^Confirm all 4 likely/ }));
  await user.click(await screen.findByRole('button', { name: /^Yes/ }));
  await within(await card('G0')).findByRole('button', { name: /^Undo all 4/ });
  // The one by which the bulk is known.
  await user.keyboard('t');
  expect(await screen.findByText('Undone: 1 decision.')).toBeVisible();
  await user.keyboard('u');
  expect(await screen.findByText('Undone: 3 decisions.')).toBeVisible();
  await user.keyboard('u');
  await waitFor(() => expect(asked).toEqual(['d-0 alone', 'd-0']));
});

it('undoes what moved the main link whole, and says so', async () => {
  const { answers } = server(true, false);
  openAt(`/organisations/${alder.id}/inbox`, answers);
  const one = within(await card('G1'));
  expect(one.getByRole('button', { name: /^Undo all 4 decided together/ })).toBeEnabled();
  expect(one.queryByRole('button', { name: /alone/ })).not.toBeInTheDocument();
});

it('says once what somebody else has undone already, and the key goes on to what was decided before it', async () => {
  const { answers, asked } = server(false);
  answers[`POST ${at}/links/decisions/d-0/undo?alone=false`] = () => {
    asked.push('refused');
    return new Refusal(409, 'Conflict', 'That has been undone already.');
  };
  const { user } = openAt(`/organisations/${alder.id}/inbox`, answers);
  await user.click(await screen.findByRole('button', { name: /^Confirm all 4 likely/ }));
  await user.click(await screen.findByRole('button', { name: /^Yes/ }));
  await within(await card('G0')).findByRole('button', { name: /^Undo all 4/ });
  await user.keyboard('u');
  expect(await screen.findByText('That has been undone already.')).toBeVisible();
  await user.keyboard('u');
  expect(asked).toEqual(['refused']);
});
