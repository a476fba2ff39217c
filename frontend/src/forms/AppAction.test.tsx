import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { newQueryClient } from '../api/queries';
import { AppAction } from './AppAction';

it('sends once, however quickly it is pressed twice', async () => {
  const send = vi.fn(() => Promise.resolve());
  const done = vi.fn();
  render(
    <QueryClientProvider client={newQueryClient()}>
      <AppAction word="Confirm all" about="suggestions" confirm="Confirm them?" act={send} done={done} />
    </QueryClientProvider>,
  );
  act(() => screen.getByRole('button', { name: 'Confirm all suggestions' }).click());
  const yes = screen.getByRole('button', { name: 'Yes, confirm all' });
  await act(async () => {
    yes.click();
    yes.click();
    await Promise.resolve();
  });
  expect(send).toHaveBeenCalledTimes(1);
  await vi.waitFor(() => expect(done).toHaveBeenCalledTimes(1));
});

function Findings() {
  const [there, setThere] = useState(true);
  return (
    <section>
      <h2>Findings</h2>
      {there && (
        <AppAction
          word="Dismiss"
          about="the finding"
          confirm="Dismiss it?"
          act={() => Promise.resolve()}
          done={() => setThere(false)}
        />
      )}
    </section>
  );
}

it('keeps the focus where it was pressed', async () => {
  const user = userEvent.setup();
  render(
    <QueryClientProvider client={newQueryClient()}>
      <Findings />
    </QueryClientProvider>,
  );
  await user.tab();
  await user.keyboard('{Enter}');
  expect(screen.getByRole('group', { name: 'Dismiss the finding' })).toHaveFocus();
  await user.click(screen.getByRole('button', { name: 'No' }));
  expect(screen.getByRole('button', { name: 'Dismiss the finding' })).toHaveFocus();
  await user.keyboard('{Enter}');
  await user.tab();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(screen.getByRole('heading', { name: 'Findings' })).toHaveFocus());
});
