import { screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Schemas } from '../../api/client';
import { expectAccessible, openAt, Refusal } from '../../testing/app';
import { asTrust } from '../../testing/fixtures';

const secret = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ';

const draft: Schemas['FeedbackDraft'] = {
  publisher: { name: 'Alder Hospitals NHS Trust', ods_code: 'RXA', fictional: true },
  ends: '2026-12-11T10:00:00Z',
  text: {
    title: 'Alder digital strategy',
    mission: 'Safe and quick.',
    period: '2025-2028',
    next_review: null,
    items: [{ kind: 'objective', code: 'A-1', fields: { title: 'Letters in one place' } }],
  },
};

const outside = { 'GET /api/v1/sign-in': { demo: false, options: [] } };

afterEach(() => window.sessionStorage.clear());

describe('a draft that came by a link', () => {
  it('is read without an account, and its secret leaves the address', async () => {
    window.location.hash = secret;
    let viewed: unknown;
    const { container, asked } = openAt('/feedback', {
      ...outside,
      'POST /api/v1/feedback/view': (sent: unknown) => {
        viewed = sent;
        return draft;
      },
    });
    expect(await screen.findByRole('heading', { level: 1, name: /Alder digital strategy/ })).toBeVisible();
    expect(screen.getByRole('heading', { name: /Do not write about patients/ })).toBeVisible();
    expect(viewed).toEqual({ secret });
    expect(window.location.hash).toBe('');
    expect(asked.join(' ')).not.toContain(secret);
    expect(asked).not.toContain('GET /api/v1/session');
    await expectAccessible(container);
  });

  it('takes what somebody thinks of an item, and says what cannot be sent', async () => {
    window.location.hash = secret;
    const bodies: Schemas['NewFeedback'][] = [];
    let refused = true;
    const { user } = openAt('/feedback', {
      ...outside,
      'POST /api/v1/feedback/view': draft,
      'POST /api/v1/feedback': (sent: Schemas['NewFeedback']) => {
        bodies.push(sent);
        return refused ? new Refusal(422, 'Invalid', 'What you wrote cannot be sent like this.') : {};
      },
    });
    await user.click(await screen.findByText(/Say what you think of this/));
    const item = screen.getByLabelText('What you think of it').closest('details');
    if (item === null) throw new Error('it stands beside no item');
    const form = within(item);
    await user.type(form.getByLabelText('What you think of it'), 'Who rings us?');
    await user.type(form.getByLabelText(/What we may call you/), 'a carer');
    await user.click(form.getByRole('button', { name: 'Send it' }));
    expect(await form.findByText('What you wrote cannot be sent like this.')).toBeVisible();
    expect(form.getByLabelText('What you think of it')).toHaveValue('Who rings us?');
    refused = false;
    await user.click(form.getByRole('button', { name: 'Send it' }));
    expect(await form.findByText(/Thank you/)).toBeVisible();
    expect(bodies.at(-1)).toMatchObject({ secret, item: 'A-1', body: 'Who rings us?', by: 'a carer' });
    expect(form.getByLabelText('What you think of it')).toHaveValue('');
  });

  it('says so when it cannot be used, and where there is none', async () => {
    window.location.hash = secret;
    const ended = new Refusal(404, 'Not found', 'It has ended.');
    const { container } = openAt('/feedback', { ...outside, 'POST /api/v1/feedback/view': ended });
    expect(await screen.findByRole('heading', { level: 1, name: 'This link cannot be used' })).toBeVisible();
    expect(screen.getByText('It has ended.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    await expectAccessible(container);
  });

  it('can be opened again where nobody answered', async () => {
    window.location.hash = secret;
    const { user, answers } = openAt('/feedback', {
      ...outside,
      'POST /api/v1/feedback/view': new Refusal(500, 'Something went wrong'),
    });
    const again = await screen.findByRole('button', { name: 'Try again' });
    expect(screen.queryByRole('heading', { name: 'This link cannot be used' })).toBeNull();
    answers['POST /api/v1/feedback/view'] = draft;
    await user.click(again);
    expect(await screen.findByRole('heading', { level: 1, name: /Alder digital strategy/ })).toBeVisible();
  });

  it('is not there without a link', async () => {
    openAt('/feedback', outside);
    expect(await screen.findByRole('heading', { level: 1, name: 'There is no draft here' })).toBeVisible();
  });
});

const said: Schemas['Feedback'] = {
  id: 'f1',
  item: { id: 'o1', kind: 'objective', code: 'A-1', title: 'Letters in one place' },
  body: 'Who rings us?',
  by: 'a carer',
  at: '2026-11-27T10:00:00Z',
  settled: null,
  version: 1,
};

const link: Schemas['FeedbackLink'] = {
  id: 'l1',
  name: 'The patient panel',
  state: 'open',
  made: '2026-11-27T09:00:00Z',
  made_by: 'Grace Lindqvist',
  ends: '2026-12-11T10:00:00Z',
  version: 1,
  feedback: [said, { ...said, id: 'f2', item: null, body: 'I like it.', by: '', settled: '2026-11-27T11:00:00Z' }],
};

const links = 'GET /api/v1/organisations/alder/strategies/strategy/feedback-links';
const make = 'POST /api/v1/organisations/alder/strategies/strategy/feedback-links';
const inside = {
  ...asTrust,
  'GET /api/v1/organisations/alder/strategies': { strategies: [{ id: 'strategy', title: 'Ours', version: 1 }] },
  [links]: { links: [link] },
};

describe('what people outside say', () => {
  it('is read by link, with what waits, and who may deal with it', async () => {
    const { container } = openAt('/organisations/alder/strategy/feedback', inside);
    expect(await screen.findByText('1 comment to deal with.')).toBeVisible();
    const panel = screen.getByRole('region', { name: 'Link for The patient panel' });
    expect(within(panel).getByText('Who rings us?')).toBeVisible();
    expect(within(panel).getByText(/^Open until/)).toBeVisible();
    expect(within(panel).getByRole('link', { name: /A-1 Letters in one place/ })).toBeVisible();
    expect(within(panel).getByRole('button', { name: /^Mark as dealt with .*A-1/ })).toBeVisible();
    expect(within(panel).getByRole('button', { name: /^Open again/ })).toBeVisible();
    await expectAccessible(container);
  });

  it('asks before it is removed for good', async () => {
    const { user, asked } = openAt('/organisations/alder/strategy/feedback', {
      ...inside,
      'DELETE /api/v1/organisations/alder/feedback/f1': {},
    });
    await user.click(await screen.findByRole('button', { name: /^Remove .*A-1/ }));
    expect(asked.some((one) => one.startsWith('DELETE'))).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Yes, remove' }));
    expect(asked).toContain('DELETE /api/v1/organisations/alder/feedback/f1');
  });

  it('shows the address of a new link once', async () => {
    const { user } = openAt('/organisations/alder/strategy/feedback', {
      ...inside,
      [make]: {
        link,
        address: `https://tl.example/feedback#${secret}`,
      },
    });
    await user.type(await screen.findByLabelText('For whom'), 'The carers’ group');
    await user.click(screen.getByRole('button', { name: 'Make a link' }));
    expect(await screen.findByText(`https://tl.example/feedback#${secret}`)).toBeVisible();
  });

  it('shows the address of a new link no longer when it has been taken back', async () => {
    const { user, answers } = openAt('/organisations/alder/strategy/feedback', {
      ...inside,
      [make]: { link, address: `https://tl.example/feedback#${secret}` },
      'DELETE /api/v1/organisations/alder/feedback-links/l1': () => {
        answers[links] = { links: [{ ...link, state: 'revoked' }] };
        return {};
      },
    });
    await user.type(await screen.findByLabelText('For whom'), 'The patient panel');
    await user.click(screen.getByRole('button', { name: 'Make a link' }));
    await screen.findByText(`https://tl.example/feedback#${secret}`);
    await user.click(screen.getByRole('button', { name: /^Take back the link/ }));
    await user.click(screen.getByRole('button', { name: 'Yes, take back' }));
    expect(await screen.findByText(/^Taken back\./)).toBeVisible();
    expect(screen.queryByText(`https://tl.example/feedback#${secret}`)).toBeNull();
    expect(screen.queryByRole('button', { name: 'Copy' })).toBeNull();
  });

  it.each(['abc', '1.5', '-3', '1e1'])('is open for no time that is no number of days: %s', async (typed) => {
    const bodies: Schemas['NewFeedbackLink'][] = [];
    const { user } = openAt('/organisations/alder/strategy/feedback', {
      ...inside,
      [make]: (sent: Schemas['NewFeedbackLink']) => {
        bodies.push(sent);
        return new Refusal(422, 'Invalid', 'The link cannot be made like this.', [
          { name: 'days', reason: 'A link is open for 1 to 60 days.' },
        ]);
      },
    });
    await user.type(await screen.findByLabelText('For whom'), 'The carers’ group');
    await user.clear(screen.getByLabelText('For how many days'));
    await user.type(screen.getByLabelText('For how many days'), typed);
    await user.click(screen.getByRole('button', { name: 'Make a link' }));
    expect(await screen.findByLabelText('For how many days')).toHaveAccessibleDescription(/1 to 60 days\./);
    expect(screen.getByLabelText('For how many days')).toHaveValue(typed);
    expect(bodies).toEqual([{ name: 'The carers’ group', days: -1 }]);
  });
});
