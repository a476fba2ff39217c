import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Reading } from '../../pdf/textOf';
import { Unreadable } from '../../pdf/unreadable';
import { expectAccessible, openAt } from '../../testing/app';
import { asTrust } from '../../testing/fixtures';

const pdf = vi.hoisted(() => ({ textOf: vi.fn<(file: File, reading: Reading) => Promise<string>>() }));
vi.mock('../../pdf/textOf', () => pdf);
afterEach(() => pdf.textOf.mockReset());

const strategy = {
  id: 's1',
  version: 1,
  title: 'Digital strategy',
  mission: 'Safe.',
  period: '2026-2031',
  next_review: null,
  items: [],
};

async function choosing(name = 'plan.pdf', size = 10) {
  const bodies: unknown[] = [];
  const view = openAt('/organisations/alder/strategy/import/document', {
    ...asTrust,
    'GET /api/v1/organisations/alder/strategies': { strategies: [strategy] },
    'POST /api/v1/organisations/alder/document-readings': (sent: unknown) => {
      bodies.push(sent);
      return { passages: 1, found: 0, candidates: [] };
    },
  });
  await view.user.upload(await screen.findByLabelText('Your document'), new File(['x'.repeat(size)], name));
  await view.user.click(screen.getByRole('button', { name: 'Look through this file' }));
  return { ...view, bodies };
}

describe('a PDF', () => {
  it('is read page by page, and its text alone is sent', async () => {
    let finish: (text: string) => void = () => undefined;
    pdf.textOf.mockImplementation((_, { progress }) => {
      progress(12, 80);
      return new Promise((resolve) => (finish = resolve));
    });
    const { container, bodies } = await choosing();
    expect(await screen.findByRole('progressbar', { name: 'Reading page 12 of 80' })).toHaveValue(12);
    expect(screen.getByRole('status')).toHaveTextContent('Reading page 1 of 80');
    await expectAccessible(container);
    finish('One.\f\f');
    expect(await screen.findByRole('heading', { name: 'Nothing found in plan.pdf' })).toBeVisible();
    expect(screen.getByText(/^Page 2 has no text\./)).toBeVisible();
    expect(bodies).toEqual([{ name: 'plan.pdf', text: 'One.\f\f' }]);
  });

  it('is stopped by whoever chose it, and nothing is sent', async () => {
    pdf.textOf.mockImplementation(
      (_, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
    );
    const { user, bodies } = await choosing();
    await user.click(await screen.findByRole('button', { name: 'Stop reading' }));
    expect(screen.getByRole('status')).toHaveTextContent('Stopped. Nothing of “plan.pdf” was kept.');
    expect(screen.getByLabelText('Your document')).toHaveFocus();
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(pdf.textOf.mock.calls[0]?.[1].signal.aborted).toBe(true);
    expect(bodies).toEqual([]);
  });

  it('is not sent where its text comes after it was stopped', async () => {
    let finish: (text: string) => void = () => undefined;
    pdf.textOf.mockReturnValue(new Promise((resolve) => (finish = resolve)));
    const { user, bodies } = await choosing();
    await user.click(await screen.findByRole('button', { name: 'Stop reading' }));
    finish('One.\f');
    await waitFor(() => expect(screen.getByRole('button', { name: 'Look through this file' })).toBeEnabled());
    expect(bodies).toEqual([]);
  });

  it('is left when the page is', async () => {
    pdf.textOf.mockReturnValue(new Promise(() => undefined));
    const { user } = await choosing();
    await screen.findByRole('progressbar');
    await user.click(screen.getByRole('link', { name: 'Alignment' }));
    await waitFor(() => expect(pdf.textOf.mock.calls[0]?.[1].signal.aborted).toBe(true));
  });

  it('that cannot be read is named, and another may be chosen', async () => {
    pdf.textOf.mockRejectedValueOnce(new Unreadable('password'));
    const { container, user, bodies } = await choosing();
    expect(await screen.findByRole('alert')).toHaveTextContent('“plan.pdf” has a password.');
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
    await expectAccessible(container);
    pdf.textOf.mockResolvedValueOnce('One.\f');
    await user.click(screen.getByRole('button', { name: 'Look through this file' }));
    expect(await screen.findByRole('heading', { name: 'Nothing found in plan.pdf' })).toBeVisible();
    expect(bodies).toHaveLength(1);
  });

  it('that is not where it was is said to be gone', async () => {
    pdf.textOf.mockRejectedValueOnce(new DOMException('gone', 'NotReadableError'));
    await choosing();
    expect(await screen.findByRole('alert')).toHaveTextContent('It may have been moved');
  });

  it('is read alone: nothing else is begun beside it', async () => {
    pdf.textOf.mockReturnValue(new Promise(() => undefined));
    const { user, bodies } = await choosing();
    await screen.findByRole('progressbar');
    await user.click(screen.getByRole('button', { name: 'Look through this file' }));
    await user.type(screen.getByLabelText('Or paste the text'), 'We will share.');
    await user.click(screen.getByRole('button', { name: 'Look through this text' }));
    expect(pdf.textOf).toHaveBeenCalledTimes(1);
    expect(bodies).toEqual([]);
  });
});

it('is asked about before the page is left while what was written into a candidate is neither added nor dropped', async () => {
  const confirm = vi.spyOn(window, 'confirm').mockReturnValue(false);
  const found = {
    title: 'Share records',
    due: '',
    measures: [],
    place: 'Line 1',
    under: '',
    words: '',
    when: '',
    how: '',
    owner: '',
  };
  const { user, router } = openAt('/organisations/alder/strategy/import/document', {
    ...asTrust,
    'GET /api/v1/organisations/alder/strategies': { strategies: [strategy] },
    'POST /api/v1/organisations/alder/document-readings': { passages: 1, found: 1, candidates: [found] },
  });
  await user.type(await screen.findByLabelText('Or paste the text'), 'We will share records.');
  await user.click(screen.getByRole('button', { name: 'Look through this text' }));
  await user.type(await screen.findByLabelText('By when'), '2027-03');
  await user.click(screen.getByRole('link', { name: 'The whole strategy' }));
  expect(confirm).toHaveBeenCalledTimes(1);
  expect(screen.getByLabelText('By when')).toHaveValue('2027-03');
  await user.click(screen.getByRole('button', { name: 'Drop candidate 1' }));
  await user.click(screen.getByRole('link', { name: 'The whole strategy' }));
  await waitFor(() => expect(router.state.location.pathname).toMatch(/draft$/));
  expect(confirm).toHaveBeenCalledTimes(1);
  confirm.mockRestore();
});

it('has the owner that a table names, who goes with what has one', async () => {
  const found = {
    title: 'One record',
    due: '2027-03',
    measures: [],
    place: 'Paragraph 2',
    under: '',
    words: 'One record | March 2027 | CIO',
    when: 'March 2027',
    how: '',
    owner: 'CIO',
  };
  const bodies: unknown[] = [];
  const { user, container } = openAt('/organisations/alder/strategy/import/document', {
    ...asTrust,
    'GET /api/v1/organisations/alder/strategies': { strategies: [strategy] },
    'POST /api/v1/organisations/alder/document-readings': { passages: 2, found: 1, candidates: [found] },
    'POST /api/v1/organisations/alder/items': (sent: unknown) => {
      bodies.push(sent);
      return { id: 'o1', kind: 'objective', code: 'O1', version: 1, strategy: 's1', fields: { title: 'One record' } };
    },
  });
  await user.type(await screen.findByLabelText('Or paste the text'), 'Objective');
  await user.click(screen.getByRole('button', { name: 'Look through this text' }));
  const owner = await screen.findByLabelText('Accountable owner');
  expect(owner).toHaveValue('CIO');
  await expectAccessible(container);
  await user.selectOptions(screen.getByLabelText('What it is'), 'initiative');
  expect(screen.queryByLabelText('Accountable owner')).toBeNull();
  await user.selectOptions(screen.getByLabelText('What it is'), 'objective');
  await user.type(screen.getByLabelText('Accountable owner'), ' Jo Bell');
  await user.click(screen.getByRole('button', { name: 'Add candidate 1' }));
  expect(await screen.findByText(/^Added:/)).toBeVisible();
  expect(bodies).toEqual([
    expect.objectContaining({ fields: expect.objectContaining({ owner: 'CIO Jo Bell', due: '2027-03' }) as unknown }),
  ]);
});
