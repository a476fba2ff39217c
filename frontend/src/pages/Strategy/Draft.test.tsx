import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Strategy } from '../../api/strategy';
import { openAt, Refusal } from '../../testing/app';
import { asTrust } from '../../testing/fixtures';

const api = '/api/v1/organisations/alder/strategies';
const strategy: Strategy = {
  id: 's',
  title: 'Digital strategy',
  mission: 'Care that is joined up.',
  period: '2026 to 2029',
  next_review: null,
  items: [],
  edition: null,
  version: 1,
};

/** The draft's page, and a server on which somebody else has changed the header since it was read. */
function open(theirs: Partial<Strategy>) {
  const at = { now: strategy };
  const sent: Partial<Strategy>[] = [];
  const page = openAt('/organisations/alder/strategy/draft', {
    ...asTrust,
    [`GET ${api}`]: () => ({ strategies: [at.now] }),
    [`PATCH ${api}/s`]: (fields: Partial<Strategy>) => {
      sent.push(fields);
      if (sent.length === 1) {
        at.now = { ...strategy, ...theirs, version: 2 };
        return new Refusal(412, 'Somebody else changed this');
      }
      at.now = { ...at.now, ...fields, version: at.now.version + 1 };
      return at.now;
    },
  });
  return { ...page, at, sent };
}

beforeEach(() => window.sessionStorage.clear());

describe('the header of a strategy that two people write in', () => {
  it('comes together where they changed different things', async () => {
    const { user, at, sent } = open({ mission: 'Theirs.' });
    await user.type(await screen.findByLabelText('Title'), ' 2029');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(at.now.version).toBe(3));
    expect(sent).toEqual([{ title: 'Digital strategy 2029' }, { title: 'Digital strategy 2029' }]);
    expect(at.now.mission).toBe('Theirs.');
    await waitFor(() => expect(screen.getByLabelText('Mission')).toHaveValue('Theirs.'));
  });

  it('asks where they changed the same, and loses neither', async () => {
    const { user, at } = open({ title: 'Theirs', period: '2027 to 2030' });
    const title = await screen.findByLabelText('Title');
    await user.clear(title);
    await user.type(title, 'Mine');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('link', { name: 'It says now: Theirs' })).toBeVisible();
    expect(title).toHaveValue('Mine');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(at.now).toMatchObject({ title: 'Mine', period: '2027 to 2030', version: 3 }));
  });

  it('says that it is saved, leaves the focus where it was, and is saved again from there', async () => {
    const answers = {
      ...asTrust,
      [`GET ${api}`]: { strategies: [strategy] },
      [`PATCH ${api}/s`]: (fields: Partial<Strategy>) => ({ ...strategy, ...fields, version: 2 }),
    };
    const { user } = openAt('/organisations/alder/strategy/draft', answers);
    await user.type(await screen.findByLabelText('Mission'), ' Always.');
    const button = screen.getByRole('button', { name: 'Save' });
    await user.click(button);
    expect(await screen.findByText(/^Saved \d\d:\d\d$/)).toBeVisible();
    expect(button).toHaveFocus();
    expect(screen.getByLabelText('Mission')).toHaveValue('Care that is joined up. Always.');
  });
});
