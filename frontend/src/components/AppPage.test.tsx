import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { openAt } from '../testing/app';
import { asLead } from '../testing/fixtures';

// Alone in its file: nobody has been anywhere yet.
it('starts at its heading for whoever goes on before the first page is there', async () => {
  const { user } = openAt('/organisations/system/alignment', {
    ...asLead,
    'GET /api/v1/organisations/system/alignment/matrix': () => new Promise(() => undefined),
  });
  await user.click(await screen.findByRole('link', { name: 'Members' }));
  const heading = await screen.findByRole('heading', { level: 1, name: /Members/ });
  await waitFor(() => expect(heading).toHaveFocus());
});
