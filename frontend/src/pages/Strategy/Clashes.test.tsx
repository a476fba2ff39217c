import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { ItemField } from '../../api/strategy';
import { Clashes } from './Clashes';
import type { Autosave } from './useAutosave';

it('goes on at the field when one of two texts has been chosen', async () => {
  const settle = vi.fn();
  const save = { clashes: [{ name: 'title', mine: 'Mine', theirs: 'Theirs' }], settle } as unknown as Autosave;
  const fields = [{ name: 'title', label: 'Title', type: 'line' } as ItemField];
  render(
    <>
      <Clashes save={save} fields={fields} />
      <div data-field="title">
        <input aria-label="Title" />
      </div>
    </>,
  );
  await userEvent.setup().click(screen.getByRole('button', { name: 'Take theirs' }));
  expect(settle).toHaveBeenCalledWith(expect.objectContaining({ name: 'title' }), 'theirs');
  expect(screen.getByLabelText('Title')).toHaveFocus();
});
