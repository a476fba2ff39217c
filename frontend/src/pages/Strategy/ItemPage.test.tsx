import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as sessions from '../../api/session';
import type { Item, ItemFields, Strategy } from '../../api/strategy';
import { hasDrafts } from '../../forms/draft';
import { expectAccessible, openAt, Refusal, signedOut } from '../../testing/app';
import { asTrust } from '../../testing/fixtures';

const path = '/organisations/alder/strategy/aim/a1';
const api = '/api/v1/organisations/alder';
const item = (fields: ItemFields): Item => ({
  id: 'a1',
  strategy: 's',
  kind: 'aim',
  code: 'A1',
  fields,
  version: 1,
  updated: '2026-11-23T12:00:00Z',
});
const strategy: Strategy = {
  id: 's',
  title: 'Digital strategy',
  mission: '',
  period: '',
  next_review: null,
  items: [item({ title: 'Care closer to home', due: '2027-01' })],
  edition: null,
  version: 1,
};
const field = (name: string, label: string, type: string) => ({ name, label, type, words: [], of: null });
const kinds = [
  {
    kind: 'aim',
    fields: [
      field('title', 'Title', 'line'),
      field('due', 'Horizon', 'month'),
      field('rank', 'Rank', 'number'),
      field('measures', 'Measures', 'measures'),
    ],
  },
];
const monthWrong = new Refusal(422, 'Not as it should be', 'The aim cannot be saved.', [
  { name: 'due', reason: 'Write the month as 2027-03.' },
]);

/** The page of one aim, before a server that saves what it is sent and refuses a month that is none. */
function open(change: (sent: ItemFields) => unknown) {
  return openAt(path, {
    ...asTrust,
    [`GET ${api}/strategies`]: { strategies: [strategy] },
    [`GET ${api}/item-kinds`]: { kinds, roles: [] },
    [`GET ${api}/strategies/s/check?item=a1`]: { findings: [], dismissed: [], considered: [] },
    [`PATCH ${api}/items/a1`]: change,
  });
}

const saves = (sent: ItemFields) =>
  /^(20\d\d-\d\d)?$/.test(sent.due ?? '')
    ? { ...item({ title: 'Care closer to home', ...sent }), version: 2 }
    : monthWrong;

beforeEach(() => window.sessionStorage.clear());

describe('what is taken out', () => {
  it('can be put back at once, where the hands are', async () => {
    const measure = (name: string) => ({ name, baseline: '', target: '', unit: '' });
    const sent: ItemFields[] = [];
    const { user } = open((fields) => {
      sent.push(fields);
      return { ...item({ title: 'Care closer to home', ...fields }), version: 1 + sent.length };
    });
    const add = await screen.findByRole('button', { name: 'Add a measure' });
    await user.click(add);
    // What is measured is a sentence: it has the row to itself, and its figures share the next.
    expect(screen.getByLabelText('What is measured').closest('.app-rule__whole')).not.toBeNull();
    expect(screen.getByLabelText('Target').closest('.app-rule__whole')).toBeNull();
    await user.type(screen.getByLabelText('What is measured'), 'Beds known');
    await user.click(screen.getByRole('button', { name: 'Remove measure 1' }));
    expect(screen.queryByLabelText('What is measured')).not.toBeInTheDocument();
    const undo = screen.getByRole('button', { name: 'Undo removing measure 1' });
    expect(undo).toHaveFocus();
    await user.click(undo);
    expect(screen.getByLabelText('What is measured')).toHaveValue('Beds known');
    await waitFor(() => expect(sent.at(-1)).toEqual({ measures: [measure('Beds known')] }), { timeout: 2000 });
  });
});

describe('what is typed into an item', () => {
  it('stays under the hands of whoever types, and what is wrong is said when they have left it', async () => {
    const { user, container, asked } = open(saves);
    const horizon = await screen.findByLabelText('Horizon');
    await user.clear(horizon);
    await user.type(horizon, '2029');
    await waitFor(() => expect(asked).toContain(`PATCH ${api}/items/a1`), { timeout: 2000 });
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Not saved yet'));
    expect(horizon).toHaveFocus();
    await user.tab();
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(/Something is not saved.*2027-03/));
    expect(horizon).toHaveAccessibleDescription(/Write the month as 2027-03/);
    await expectAccessible(container);
    await user.type(horizon, '-05');
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(/^Saved/), { timeout: 2000 });
    expect(horizon).toHaveFocus();
  });

  it('may be a month in words', async () => {
    const { user } = open(saves);
    const horizon = await screen.findByLabelText('Horizon');
    await user.clear(horizon);
    await user.type(horizon, 'March 2028');
    await user.tab();
    expect(horizon).toHaveValue('2028-03');
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(/^Saved/));
  });

  it('is wrong no longer when it is the month that is saved, written in another way', async () => {
    const { user } = open(saves);
    const horizon = await screen.findByLabelText('Horizon');
    await user.clear(horizon);
    await user.type(horizon, '2027');
    await user.tab();
    await waitFor(() => expect(horizon).toHaveAccessibleDescription(/Write the month as 2027-03/));
    await user.clear(horizon);
    await user.type(horizon, '01/2027');
    await user.tab();
    await waitFor(() => expect(horizon).not.toHaveAccessibleDescription(/Write the month/));
    expect(horizon).toHaveValue('2027-01');
    expect(screen.getByRole('status')).toHaveTextContent('All changes saved');
  });

  it.each(['2.5', '-1', 'first', '0'])('stays as it was typed where it is no rank: %s', async (typed) => {
    const sent: ItemFields[] = [];
    const reason = 'Give a whole number from 1, or leave it out.';
    const { user } = open((fields) => {
      sent.push(fields);
      const wrong = (fields.rank ?? 0) < 0;
      return wrong ? new Refusal(422, 'No', 'The aim cannot be saved.', [{ name: 'rank', reason }]) : saves(fields);
    });
    const rank = await screen.findByLabelText('Rank');
    await user.type(rank, typed);
    await user.tab();
    await waitFor(() => expect(rank).toHaveAccessibleDescription(/whole number from 1/));
    expect(rank).toHaveValue(typed);
    await user.clear(rank);
    await user.type(rank, '25');
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(/^Saved/), { timeout: 2000 });
    expect(sent).toEqual([{ rank: -1 }, { rank: 25 }]);
  });

  it('is kept in the tab when nobody is signed in any more, and is there again afterwards', async () => {
    const { user, router, answers, unmount } = open(() => signedOut);
    const title = await screen.findByLabelText('Title');
    answers['GET /api/v1/session'] = signedOut;
    await user.type(title, ' and at home');
    await user.tab();
    await waitFor(() => expect(router.state.location.pathname).toBe('/'));
    expect(await screen.findByText(/What you typed and could not save is kept in this tab/)).toBeVisible();
    unmount();
    const sent: ItemFields[] = [];
    open((fields) => {
      sent.push(fields);
      return saves(fields);
    });
    expect(await screen.findByLabelText('Title')).toHaveValue('Care closer to home and at home');
    expect(screen.getByRole('status')).toHaveTextContent('What you typed here before has been put back.');
    await waitFor(() => expect(sent).toEqual([{ title: 'Care closer to home and at home' }]), { timeout: 2000 });
    await waitFor(() => expect(window.sessionStorage).toHaveLength(0));
  });

  it('comes back over nothing that somebody else wrote later, when it was saved after the page was left', async () => {
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const second = { ...item({ title: 'Fewer platforms' }), id: 'a2', code: 'A2' };
    const first = open((fields) => answered.then(() => saves(fields)));
    first.answers[`GET ${api}/strategies`] = { strategies: [{ ...strategy, items: [...strategy.items, second] }] };
    await first.user.type(await screen.findByLabelText('Title'), '!');
    await first.user.click(screen.getByRole('link', { name: 'Next: Fewer platforms' }));
    await waitFor(() => expect(screen.getByLabelText('Title')).toHaveValue('Fewer platforms'));
    expect(hasDrafts()).toBe(true);
    answer();
    await waitFor(() => expect(hasDrafts()).toBe(false));
    first.unmount();
    open(saves);
    expect(await screen.findByLabelText('Title')).toHaveValue('Care closer to home');
  });

  it('is left behind by nobody who signs out', async () => {
    const leave = vi.spyOn(sessions, 'leaveFor').mockImplementation(() => undefined);
    const { user, answers } = open(saves);
    answers['DELETE /api/v1/session'] = {};
    await user.click(await screen.findByRole('button', { name: 'Add a measure' }));
    await user.type(screen.getByLabelText('Baseline'), '5');
    expect(hasDrafts()).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Sign out' }));
    await waitFor(() => expect(leave).toHaveBeenCalled());
    window.dispatchEvent(new Event('pagehide'));
    expect(hasDrafts()).toBe(false);
    leave.mockRestore();
  });

  it('is saved by itself when the connection is back', async () => {
    let down = true;
    const { user } = open((fields) => (down ? new Refusal(503, 'Not now') : saves(fields)));
    await user.type(await screen.findByLabelText('Title'), '!');
    await user.tab();
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(/we keep trying to save it\.$/));
    down = false;
    window.dispatchEvent(new Event('online'));
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(/^Saved/));
  });

  it('leaves whoever tries again where what becomes of it is said', async () => {
    let down = true;
    const { user } = open((fields) => (down ? new Refusal(500, 'Something went wrong') : saves(fields)));
    await user.type(await screen.findByLabelText('Title'), '!');
    await user.tab();
    const again = await screen.findByRole('button', { name: 'Try again' });
    down = false;
    await user.click(again);
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(/^Saved/));
    expect(screen.getByRole('status').parentElement).toHaveFocus();
  });

  it('is asked about where somebody else changed it too, with a way there from the foot of the page', async () => {
    const theirs = { ...item({ title: 'Theirs' }), version: 2 };
    const stale = (fields: ItemFields) => (fields.title === undefined ? theirs : new Refusal(412, 'Changed meanwhile'));
    const { user, answers, container, unmount } = open(stale);
    answers[`GET ${api}/items/a1`] = theirs;
    await user.type(await screen.findByLabelText('Title'), '!');
    await user.tab();
    await waitFor(() =>
      expect(screen.getByRole('status')).toHaveTextContent('Not saved yet: somebody else changed this too.'),
    );
    await user.click(screen.getByRole('button', { name: 'Choose which to keep' }));
    expect(screen.getByRole('alert')).toHaveFocus();
    expect(screen.getByRole('alert')).toHaveTextContent('Yours: Care closer to home!');
    await expectAccessible(container);
    // Whoever leaves without choosing is asked again.
    unmount();
    const sent: ItemFields[] = [];
    const again = open((fields) => {
      sent.push(fields);
      return saves(fields);
    });
    again.answers[`GET ${api}/strategies`] = { strategies: [{ ...strategy, items: [theirs] }] };
    expect(await screen.findByRole('button', { name: 'Keep yours' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Take theirs' }));
    expect(screen.getByLabelText('Title')).toHaveValue('Theirs');
    expect(sent).toEqual([]);
  });

  it('is kept when somebody has deleted the whole, with a way to where that is undone', async () => {
    const gone = new Refusal(
      404,
      'There is nothing here',
      'That aim has been deleted. It can be put back from the list.',
    );
    const { user, answers, asked } = open(() => gone);
    answers[`GET ${api}/items?kind=aim&retired=true`] = { items: strategy.items };
    await user.type(await screen.findByLabelText('Title'), '!');
    await user.tab();
    const bar = screen.getByRole('status');
    await waitFor(() => expect(bar).toHaveTextContent(/has been deleted\..*What you typed is still here/));
    expect(screen.getByLabelText('Title')).toHaveValue('Care closer to home!');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    answers[`GET ${api}/strategies`] = { strategies: [{ ...strategy, items: [] }] };
    const before = asked.length;
    await user.click(within(bar.parentElement ?? bar).getByRole('link', { name: 'Corporate and clinical aims' }));
    expect(await screen.findByRole('button', { name: /^Undo the deletion of/ })).toBeVisible();
    // The list is as it is now, not as it was when the page was opened.
    expect(await screen.findByText('There is nothing here yet.')).toBeVisible();
    expect(asked.slice(before)).toContain(`GET ${api}/strategies`);
  });

  it('is asked about before the page is closed when it could not be saved', async () => {
    const { user } = open(() => new Refusal(503, 'Not now'));
    const closing = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    await user.type(await screen.findByLabelText('Title'), '!');
    expect(closing()).toBe(true);
    await user.tab();
    await screen.findByRole('button', { name: 'Try again' });
    expect(closing()).toBe(false);
  });

  it('is asked about before the page is closed while a row has no name', async () => {
    const { user } = open(saves);
    const closing = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    await user.click(await screen.findByRole('button', { name: 'Add a measure' }));
    await user.type(screen.getByLabelText('Baseline'), '5');
    await user.tab();
    expect(closing()).toBe(false);
    await user.type(screen.getByLabelText('What is measured'), 'Wards');
    await user.tab();
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(/^Saved/));
    expect(closing()).toBe(true);
  });
});
