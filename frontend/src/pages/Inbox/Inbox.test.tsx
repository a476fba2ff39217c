import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Inbox, InboxLink, InboxObjective, LinkDecision } from '../../api/inbox';
import { openAt, Refusal, type Answers } from '../../testing/app';
import { alder, asTrust, cellObjective, link, record, system } from '../../testing/fixtures';
import { reasons } from './present';

const each = 4; // suggestions of an objective
const objectives = 50;
const at = '/api/v1/organisations/alder';

/** A server that keeps what is decided, and every decision that came, in the order in which they came. */
function inboxServer() {
  const links = Array.from({ length: objectives * each }, (_, n) => suggestionOf(Math.floor(n / each), n % each));
  const sent: LinkDecision[] = [];
  const undone: string[] = [];
  const answers: Answers = {
    ...asTrust,
    [`GET ${at}/inbox`]: () => inboxOf(links),
    [`POST ${at}/links/decisions`]: (body: LinkDecision) => {
      const decision = `d-${sent.push(body)}`;
      const place = links.findIndex(
        ({ link: one }) => one.objective.id === body.objective && one.target.id === body.target,
      );
      const before = links[place];
      if (before === undefined) throw new Error(`nothing is suggested of ${body.objective} and ${body.target}`);
      const after: InboxLink = {
        ...before,
        link: { ...before.link, ...stateOf(body), decision },
        undo: { decision, left: 1, alone: true },
      };
      links[place] = after;
      answers[`POST ${at}/links/decisions/${decision}/undo?alone=false`] = () => {
        undone.push(`${body.objective} ${body.target}`);
        links[place] = before;
        return { count: 1, links: [before.link] };
      };
      return after.link;
    },
  };
  return { answers, links, sent, undone };
}

const stateOf = ({ verdict, contribution = 'direct', primary = false, reason = '' }: LinkDecision) => ({
  state: verdict,
  contribution,
  primary,
  reason,
});

function suggestionOf(objective: number, target: number): InboxLink {
  return {
    ...cellObjective,
    link: {
      ...link,
      objective: { ...link.objective, id: `o-${objective}`, code: `O${objective}`, title: `Objective ${objective}` },
      target: { ...link.target, id: `t-${target}`, code: `G${target}`, title: `Goal ${target}` },
      state: 'suggested',
      primary: false,
    },
    read: `read ${objective} ${target}`,
    asked: false,
    changed: null,
    undo: null,
    history: [],
  };
}

const inboxOf = (links: InboxLink[]): Inbox => ({
  system,
  edition: null,
  reviewed: 0,
  likely: links.filter(({ link: { state } }) => state === 'suggested').length,
  objectives: Array.from({ length: objectives }, (_, n): InboxObjective => {
    const own = links.slice(n * each, (n + 1) * each);
    const { objective } = own[0]?.link ?? link;
    const left = own.filter(({ link: { state } }) => state === 'suggested').length;
    return { objective, description: record.description, measures: [], links: own, left, warning: '' };
  }),
});

// The keys of a decision, and what they decide. They come one after another, whether or not the server has answered.
const ways: { keys: string; decides: Pick<LinkDecision, 'verdict' | 'contribution' | 'primary' | 'reason'> }[] = [
  { keys: '{Enter}', decides: { verdict: 'confirmed', contribution: 'direct', primary: false } },
  { keys: 'p', decides: { verdict: 'confirmed', contribution: 'partial', primary: false } },
  { keys: '1', decides: { verdict: 'confirmed', contribution: 'direct', primary: true } },
  { keys: 'x{ArrowDown}{Enter}', decides: { verdict: 'rejected', reason: reasons[1] } },
];

it('is gone through by keys alone, 200 suggestions: each is decided once, none is lost, and the last are undone', async () => {
  const { answers, links, sent, undone } = inboxServer();
  const { user } = openAt(`/organisations/${alder.id}/inbox`, answers);
  expect(await screen.findByText('0 of 50 objectives reviewed; 200 suggestions left.')).toBeVisible();
  const wayOf = (n: number) => ways[n % ways.length] ?? { keys: '', decides: { verdict: 'confirmed' } };
  for (let n = 0; n < links.length; n++) await user.keyboard(`${wayOf(n).keys}j`);

  expect(await screen.findByText(/^All reviewed\./, undefined, { timeout: 60_000 })).toBeVisible();
  expect(sent).toEqual(
    Array.from({ length: objectives * each }, (_, n) => ({
      objective: `o-${Math.floor(n / each)}`,
      target: `t-${n % each}`,
      read: `read ${Math.floor(n / each)} ${n % each}`,
      ...wayOf(n).decides,
    })),
  );
  expect(links.filter(({ link: { state } }) => state === 'suggested')).toEqual([]);

  // The last three, the latest first; the others stay as they were decided.
  await user.keyboard('uuu');
  await waitFor(() => expect(undone).toEqual(['o-49 t-3', 'o-49 t-2', 'o-49 t-1']));
  expect(await screen.findByText('49 of 50 objectives reviewed; 3 suggestions left.')).toBeVisible();
  expect(screen.getByText('Undone: 1 decision.')).toBeVisible();
  expect(sent).toHaveLength(200);
}, 300_000);

it('decides once by a key that is held down, and goes on moving', async () => {
  const { answers, sent } = inboxServer();
  openAt('/organisations/alder/inbox', answers);
  await screen.findByText(/Objective 1 of 50/);
  const held = (key: string) => {
    fireEvent.keyDown(document.body, { key });
    for (let n = 0; n < 3; n++) fireEvent.keyDown(document.body, { key, repeat: true });
  };
  held('Enter');
  expect(await screen.findByText('O0 and G0: confirmed.')).toBeVisible();
  held('j');
  expect(await screen.findByText(/Objective 2 of 50/)).toBeVisible();
  held('k');
  expect(await screen.findByText(/Objective 1 of 50/)).toBeVisible();
  held('p');
  expect(await screen.findByText('O0 and G0: confirmed in part.')).toBeVisible();
  await waitFor(() => expect(screen.getByRole('button', { name: 'Reject Goal 0' })).toBeEnabled());
  expect(sent.map(({ contribution }) => contribution)).toEqual(['direct', 'partial']);
});

it('says that a decision failed, with the reason that was typed, also when the next has been made meanwhile', async () => {
  const { answers, sent } = inboxServer();
  const decide = answers[`POST ${at}/links/decisions`] as (body: LinkDecision) => unknown;
  let refuse: () => void = () => undefined;
  const refused = new Promise<void>((resolve) => (refuse = resolve));
  answers[`POST ${at}/links/decisions`] = (body: LinkDecision) =>
    body.verdict === 'rejected' ? refused.then(() => new Refusal(503, 'Not now', 'Try again later.')) : decide(body);
  const { user } = openAt('/organisations/alder/inbox', answers);
  await screen.findByText(/Objective 1 of 50/);
  await user.keyboard('x');
  await user.type(screen.getByLabelText('Or in your own words'), 'We have no wards.{Enter}');
  await user.keyboard('j{Enter}');
  refuse();
  expect(await screen.findByText('O0 and G1: confirmed.')).toBeVisible();
  expect(sent.map(({ target }) => target)).toEqual(['t-1']);
  expect(screen.getByRole('alert')).toHaveTextContent('Try again later.');
  expect(screen.getByRole('form', { name: 'Reject Goal 0' })).toBeVisible();
  expect(screen.getByLabelText('Or in your own words')).toHaveValue('We have no wards.');
});

it('keeps the reason of each rejection that failed, and takes nobody away from the one that they are writing', async () => {
  const { answers } = inboxServer();
  let refuse: () => void = () => undefined;
  const refused = new Promise<void>((resolve) => (refuse = resolve));
  answers[`POST ${at}/links/decisions`] = () => refused.then(() => new Refusal(503, 'Not now', 'Try again later.'));
  const { user } = openAt('/organisations/alder/inbox', answers);
  await screen.findByText(/Objective 1 of 50/);
  const words = () => screen.getByLabelText('Or in your own words');
  await user.keyboard('x');
  await user.type(words(), 'The first.{Enter}');
  await user.keyboard('jx');
  await user.type(words(), 'The second.{Enter}');
  await user.keyboard('jx');
  await user.type(words(), 'The third');
  refuse();
  expect(await screen.findByRole('alert')).toHaveTextContent('Try again later.');
  await waitFor(() => expect(screen.getByRole('button', { name: 'Reject Goal 1' })).toBeEnabled());
  expect(words()).toHaveValue('The third');
  expect(words()).toHaveFocus();
  await user.click(screen.getByRole('button', { name: 'Do not reject' }));
  await user.click(screen.getByRole('button', { name: 'Reject Goal 1' }));
  expect(words()).toHaveValue('The second.');
  await user.click(screen.getByRole('button', { name: 'Reject Goal 0' }));
  expect(words()).toHaveValue('The first.');
});

it('keeps the place in the address, for whoever comes back to it', async () => {
  const { answers } = inboxServer();
  const first = openAt('/organisations/alder/inbox', answers);
  await screen.findByText(/Objective 1 of 50/);
  await first.user.keyboard('nn');
  await screen.findByText(/Objective 3 of 50/);
  await waitFor(() => expect(first.router.state.location.search).toMatchObject({ at: 'o-2' }));
  first.unmount();
  openAt('/organisations/alder/inbox?at=o-2', answers);
  expect(await screen.findByText(/Objective 3 of 50/)).toBeVisible();
});

it('keeps title, description and measures apart in what has changed since', async () => {
  const stale: InboxLink = {
    ...suggestionOf(0, 0),
    changed: {
      objective: [],
      target: [
        { text: 'Ready for an attack\nWithin ', change: 'same' },
        { text: 'a day.', change: 'removed' },
        { text: 'an hour.', change: 'added' },
        { text: '\npartners assessed', change: 'same' },
      ],
    },
  };
  openAt('/organisations/alder/inbox', { ...asTrust, [`GET ${at}/inbox`]: inboxOf([stale]) });
  const changed = await screen.findByRole('figure', { name: 'Their text has changed' });
  expect(
    within(changed)
      .getAllByRole('paragraph')
      .map((line) => line.textContent.replace(/\s+/g, ' ')),
  ).toEqual(['Ready for an attack', 'Within a day. an hour.', 'partners assessed']);
  expect(screen.queryByRole('figure', { name: 'Our objective has changed' })).not.toBeInTheDocument();
});
