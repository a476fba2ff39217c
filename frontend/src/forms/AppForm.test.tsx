import { screen, waitFor } from '@testing-library/react';
import { TextInput } from 'nhsuk-react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '../api/client';
import { newQueryClient } from '../api/queries';
import { sessionQuery } from '../api/session';
import { Refusal } from '../testing/app';
import { lead, session } from '../testing/fixtures';
import { AppForm } from './AppForm';

const refused = (status: number, fields: { name: string; reason: string }[] = []) =>
  new ProblemError({ ...new Refusal(status, 'No', 'It cannot be done.').problem(), fields });

interface Sent {
  name: FormDataEntryValue | null;
  key: string;
}

/** A form with one field on a page of its own, whose sending answers as told, one after the other. */
async function open(...answers: (ProblemError | 'done' | Promise<'done'>)[]) {
  const sent: Sent[] = [];
  const done: string[] = [];
  const page = () => (
    <AppForm
      button="Send"
      send={(entered, key) => {
        sent.push({ name: entered.get('name'), key });
        const answer = answers.shift() ?? 'done';
        return answer instanceof ProblemError ? Promise.reject(answer) : Promise.resolve(answer);
      }}
      done={(answer) => done.push(answer)}
    >
      {(field) => <TextInput {...field('name')} label="Name" />}
    </AppForm>
  );
  const root = createRootRoute();
  const tree = root.addChildren([
    createRoute({ getParentRoute: () => root, path: '/form', component: page }),
    createRoute({ getParentRoute: () => root, path: '/', component: () => <h1>Sign in</h1> }),
  ]);
  const router = createRouter({ routeTree: tree, history: createMemoryHistory({ initialEntries: ['/form'] }) });
  const queries = newQueryClient();
  queries.setQueryData(sessionQuery().queryKey, session(lead));
  const view = render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  await screen.findByRole('button', { name: 'Send' });
  return { sent, done, router, user: userEvent.setup(), ...view };
}

/** A form that is there until it is done. */
function Once() {
  const [open, setOpen] = useState(true);
  return (
    <section>
      <h2>Comments</h2>
      {open && <AppForm button="Send" send={() => Promise.resolve()} done={() => setOpen(false)} />}
    </section>
  );
}

it('leaves the focus on its heading when it goes', async () => {
  const user = userEvent.setup();
  render(
    <QueryClientProvider client={newQueryClient()}>
      <Once />
    </QueryClientProvider>,
  );
  await user.tab();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(screen.getByRole('heading', { name: 'Comments' })).toHaveFocus());
});

const send = () => screen.getByRole('button', { name: 'Send' });

describe('a form', () => {
  beforeEach(() => window.sessionStorage.clear());

  it('takes a press as soon as it has answered, and that one with a key of its own', async () => {
    const { sent, done, user } = await open(refused(422));
    await user.click(send());
    await screen.findByText('It cannot be done.');
    await user.pointer({ target: document.body }); // the next press is a press of its own, and no double click
    send().click();
    await expect.poll(() => done).toEqual(['done']);
    expect(sent).toHaveLength(2);
    expect(sent[0]?.key).not.toBe(sent[1]?.key);
  });

  it('is sent once by a double click', async () => {
    const { sent, done, user } = await open();
    await user.dblClick(send());
    await expect.poll(() => done).toEqual(['done']);
    expect(sent).toHaveLength(1);
  });

  it('is not sent again while it is being sent', async () => {
    let finish: (answer: 'done') => void = () => undefined;
    const { sent, done } = await open(new Promise((resolve) => (finish = resolve)));
    send().click();
    send().click();
    finish('done');
    await expect.poll(() => done).toEqual(['done']);
    expect(sent).toHaveLength(1);
  });

  it('sends with the same key again what was not answered', async () => {
    const { sent, done } = await open(refused(503));
    send().click();
    await screen.findByText('It cannot be done.');
    send().click();
    await expect.poll(() => done).toEqual(['done']);
    expect(sent[0]?.key).toBe(sent[1]?.key);
  });

  it('says what is wrong at the field and in a summary that takes the focus', async () => {
    await open(refused(422, [{ name: 'name', reason: 'Enter a name.' }]));
    send().click();
    const link = await screen.findByRole('link', { name: 'Enter a name.' });
    expect(link).toHaveAttribute('href', `#${screen.getByRole('textbox', { name: 'Name' }).id}`);
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveAccessibleDescription(/Enter a name\./);
    expect(link.closest('.nhsuk-error-summary')).toHaveFocus();
  });

  it('is done also when its person has gone on to another page meanwhile: what was typed does not come back', async () => {
    let finish: (answer: 'done') => void = () => undefined;
    const { user, done, unmount } = await open(new Promise((resolve) => (finish = resolve)));
    const here = window.location.pathname;
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Sam');
    send().click();
    window.history.pushState(null, '', '/another');
    finish('done');
    await expect.poll(() => done).toEqual(['done']);
    unmount();
    window.history.pushState(null, '', here);
    await open();
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('');
  });

  it('asks whoever was signed out to sign in again, and keeps what they typed', async () => {
    const { user, router, unmount } = await open(refused(401));
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Sam');
    send().click();
    await screen.findByRole('heading', { name: 'Sign in' });
    expect(router.state.location.search).toEqual({ return_to: '/form' });
    unmount();
    await open();
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('Sam');
  });
});
