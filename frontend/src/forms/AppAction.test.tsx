import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
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
