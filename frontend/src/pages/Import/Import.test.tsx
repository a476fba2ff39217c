import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { ImportOutcome, ImportRequest, ImportRow } from '../../api/exchange';
import { expectAccessible, openAt } from '../../testing/app';
import { asTrust } from '../../testing/fixtures';

const strategy = {
  id: 's1',
  version: 1,
  title: 'Digital strategy',
  mission: 'Safe.',
  period: '2026-2031',
  next_review: null,
  items: [],
};

const row = (number: number, part: Partial<ImportRow>): ImportRow => ({
  sheet: 'plan',
  row: number,
  lines: [{ sheet: 'plan', row: number, under: 0 }],
  state: 'new',
  about: false,
  kind: 'objective',
  code: '',
  title: '',
  match: '',
  changes: [],
  problems: [],
  notes: [],
  ...part,
});

const wards = row(2, {
  code: 'O1',
  title: 'Share records',
  notes: [{ cell: 'plan!A2', value: 'Share records', reason: 'This is like O7.', instead: 'O7: Share records' }],
  lines: [
    { sheet: 'plan', row: 2, under: 0 },
    { sheet: 'plan', row: 3, under: 2 },
  ],
});
const total = row(4, { state: 'wrong', problems: [{ cell: 'plan!B4', value: '', reason: 'There is no title here.' }] });
const late = row(5, {
  state: 'wrong',
  title: 'Letters',
  problems: [{ cell: 'plan!C5', value: 'spring', reason: '“spring” is not a month.' }],
});

const heading = (column: number, text: string, filled: number) => ({
  column,
  letter: String.fromCharCode(64 + column),
  heading: text,
  examples: ['x'],
  filled,
  long: 1,
});

/** A server that leaves out what it is asked to, and takes any correction. */
function answer({ left_out = [], corrections = [] }: ImportRequest, applied: boolean): ImportOutcome {
  const has = (number: number) => left_out.some((place) => place.row === number);
  const fixed = corrections.some(({ cell, value }) => cell === 'plan!C5' && value === 'April 2027');
  const rows = [wards, total, fixed ? { ...late, state: 'new' as const, problems: [] } : late].filter(
    (one) => !has(one.row),
  );
  const count = (state: ImportRow['state']) => rows.filter((one) => one.state === state).length;
  return {
    applied,
    seen: JSON.stringify([left_out, corrections]),
    layouts: [{ sheet: 'plan', header: 1, kind: 'objective', columns: [{ column: 1, as: 'title' }] }],
    sheets: [{ name: 'plan', rows: 5, headings: [heading(1, 'Objective', 3), heading(4, 'Notes', 4)] }],
    kinds: [{ kind: 'objective', noun: 'objective', choices: [{ as: 'title', label: 'Title' }] }],
    counts: { new: count('new'), changed: 0, same: 0, wrong: count('wrong') },
    rows,
    shown: rows.length,
    left_out: [...left_out]
      .sort((a, b) => a.row - b.row)
      .flatMap(({ sheet, row: number }) => [
        { sheet, row: number, text: `What row ${number} says`, with: 0 },
        ...(number === 2 ? [{ sheet, row: 3, text: 'What row 3 says', with: 2 }] : []),
      ]),
  };
}

async function looking() {
  const bodies: ImportRequest[] = [];
  const view = openAt('/organisations/alder/strategy/import', {
    ...asTrust,
    'GET /api/v1/organisations/alder/strategies': { strategies: [strategy] },
    'POST /api/v1/organisations/alder/strategies/s1/imports?dry_run=true': (sent: unknown) => {
      bodies.push(sent as ImportRequest);
      return answer(sent as ImportRequest, false);
    },
    'POST /api/v1/organisations/alder/strategies/s1/imports?dry_run=false': (sent: unknown) => {
      bodies.push(sent as ImportRequest);
      return answer(sent as ImportRequest, true);
    },
  });
  const file = Object.assign(new File(['x'], 'plan.csv'), { arrayBuffer: () => Promise.resolve(new ArrayBuffer(1)) });
  await view.user.upload(await screen.findByLabelText('Your spreadsheet'), file);
  await view.user.click(screen.getByRole('button', { name: 'Read this file' }));
  await view.user.click(await screen.findByRole('button', { name: 'See what would happen' }));
  await screen.findByRole('heading', { name: 'What would happen' });
  return { ...view, bodies };
}

const leftOut = () => within(screen.getByRole('list', { name: 'Left out' })).getAllByRole('listitem').map((one) => one.textContent); // prettier-ignore

describe('a row of a spreadsheet', () => {
  it('is left out with what goes with it, beside what is typed, and put back', async () => {
    const { user, bodies, container } = await looking();
    await user.type(screen.getByLabelText('plan, row 5, column C'), '{Control>}a{/Control}April 2027');
    await user.click(screen.getByRole('button', { name: 'Leave this row out (row 4 of plan)' }));
    expect(await screen.findByText('1 row is left out.')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'What would happen' })).toHaveFocus();
    // What was typed beside it has not been lost.
    expect(bodies.at(-1)?.corrections).toEqual([{ cell: 'plan!C5', value: 'April 2027' }]);
    expect(screen.queryByText(/must be put right/)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Leave rows 2 and 3 out of plan' }));
    expect(await screen.findByText('3 rows are left out.')).toBeVisible();
    expect(leftOut()).toEqual([
      'plan, row 2: What row 2 says Put back row 2 of plan',
      'plan, row 3, with row 2: What row 3 says ',
      'plan, row 4: What row 4 says Put back row 4 of plan',
    ]);
    await expectAccessible(container);
    await user.click(screen.getByRole('button', { name: 'Put back row 2 of plan' }));
    expect(await screen.findByText('1 row is left out.')).toBeVisible();
    expect(bodies.at(-1)?.left_out).toEqual([{ sheet: 'plan', row: 4 }]);
    expect(screen.getByRole('button', { name: 'Leave row 3 out of plan' })).toBeVisible();
  });

  it('stays left out when the columns change and when the rest is brought in, and is named then', async () => {
    const { user, bodies } = await looking();
    await user.type(screen.getByLabelText('plan, row 5, column C'), '{Control>}a{/Control}April 2027');
    await user.click(screen.getByRole('button', { name: 'Leave this row out (row 4 of plan)' }));
    await user.click(await screen.findByRole('button', { name: 'Change the columns' }));
    await user.click(screen.getByRole('button', { name: 'See what would happen' }));
    await user.click(await screen.findByRole('button', { name: 'Import 2 rows' }));
    expect(await screen.findByRole('heading', { name: '2 rows of plan.csv imported' })).toBeVisible();
    expect(bodies.at(-1)).toMatchObject({
      corrections: [{ cell: 'plan!C5', value: 'April 2027' }],
      left_out: [{ sheet: 'plan', row: 4 }],
      seen: JSON.stringify([[{ sheet: 'plan', row: 4 }], [{ cell: 'plan!C5', value: 'April 2027' }]]),
    });
    expect(screen.getByText('1 row was left out.')).toBeVisible();
    expect(leftOut()).toEqual(['plan, row 4: What row 4 says ']);
    expect(screen.queryByRole('button', { name: /Put back/ })).toBeNull();
  });

  it('keeps what was typed and not yet checked when the columns are changed', async () => {
    const { user, bodies } = await looking();
    await user.type(screen.getByLabelText('plan, row 5, column C'), '{Control>}a{/Control}April 2027');
    await user.click(screen.getByRole('button', { name: 'Change the columns' }));
    await user.click(await screen.findByRole('button', { name: 'See what would happen' }));
    expect(await screen.findByText('plan, row 5, column C: April 2027')).toBeVisible();
    expect(bodies.at(-1)?.corrections).toEqual([{ cell: 'plan!C5', value: 'April 2027' }]);
  });

  it('keeps what was typed in other cells when one is taken back', async () => {
    const { user, bodies } = await looking();
    await user.type(screen.getByLabelText('plan, row 5, column C'), '{Control>}a{/Control}May');
    await user.click(screen.getByRole('button', { name: 'Check again' }));
    await user.type(await screen.findByLabelText('plan, row 4, column B'), 'Total care');
    await user.click(
      await screen.findByRole('button', { name: 'Take back what was put right in plan, row 5, column C' }),
    );
    await screen.findByText('plan, row 4, column B: Total care');
    expect(bodies.at(-1)?.corrections).toEqual([{ cell: 'plan!B4', value: 'Total care' }]);
  });
});

describe('a row that is like an item of the strategy', () => {
  it('is said to be the same, beside what is typed, and that is taken back', async () => {
    const { user, bodies, container } = await looking();
    await expectAccessible(container);
    await user.type(screen.getByLabelText('plan, row 5, column C'), '{Control>}a{/Control}May');
    await user.click(screen.getByRole('button', { name: 'It is the same (Share records)' }));
    expect(await screen.findByText('plan, row 2, column A: O7: Share records')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'What would happen' })).toHaveFocus();
    expect(bodies.at(-1)?.corrections).toEqual([
      { cell: 'plan!C5', value: 'May' },
      { cell: 'plan!A2', value: 'O7: Share records' },
    ]);
    await user.click(screen.getByRole('button', { name: 'Take back what was put right in plan, row 2, column A' }));
    await waitFor(() => expect(bodies.at(-1)?.corrections).toEqual([{ cell: 'plan!C5', value: 'May' }]));
  });
});

describe('what was put right', () => {
  it('is asked about before the page is left, until it has been brought in', async () => {
    const confirm = vi.spyOn(window, 'confirm').mockReturnValue(false);
    const closing = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    const { user, router } = await looking();
    expect(closing()).toBe(false);
    await user.type(screen.getByLabelText('plan, row 5, column C'), '{Control>}a{/Control}April 2027');
    await user.click(screen.getByRole('link', { name: 'The whole strategy' }));
    expect(confirm).toHaveBeenCalledWith(expect.stringContaining('Leave this page?'));
    expect(router.state.location.pathname).toMatch(/import$/);
    expect(screen.getByLabelText('plan, row 5, column C')).toHaveValue('April 2027');
    await user.click(screen.getByRole('button', { name: 'Leave this row out (row 4 of plan)' }));
    await user.click(await screen.findByRole('button', { name: 'Import 2 rows' }));
    await screen.findByRole('heading', { name: '2 rows of plan.csv imported' });
    confirm.mockClear();
    expect(closing()).toBe(true);
    await user.click(screen.getByRole('link', { name: 'The whole strategy' }));
    await waitFor(() => expect(router.state.location.pathname).toMatch(/draft$/));
    expect(confirm).not.toHaveBeenCalled();
    confirm.mockRestore();
  });
});

describe('a column that goes nowhere', () => {
  it('is named before anything is brought in, and can be given a place', async () => {
    const { user, container } = await looking();
    const nowhere = within(screen.getByRole('region', { name: 'What goes nowhere' }));
    expect(nowhere.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'Column “Notes” of plan has text in 4 rows (some of it long) and goes nowhere.',
    ]);
    await expectAccessible(container);
    await user.click(nowhere.getByRole('button', { name: 'Choose a place for it' }));
    expect(await screen.findByLabelText('plan, column D, Notes: what it is here')).toBeVisible();
  });
});
