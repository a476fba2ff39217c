import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { expectAccessible, openAt, Refusal } from '../../testing/app';
import { asLead, asTrust, matrix } from '../../testing/fixtures';
import { setWidth } from '../../testing/setup';
import * as csv from './csv';

const path = '/organisations/system/alignment';
const cell = (name: string | RegExp) => screen.findByRole('button', { name });

describe('the picture', () => {
  it('says what it shows, and every cell its organisation, state and number', async () => {
    const { container } = openAt(path, asLead);
    expect(await screen.findByText(matrix.summary)).toBeVisible();
    expect(await cell('Alderbrook Hospitals: aligned, 2 objectives')).toBeVisible();
    expect(await cell('Birch Valley Community: partial, 1 objective, possible difference to discuss')).toBeVisible();
    expect(screen.getByText(/as of 22 November 2026/)).toBeVisible();
    expect(document.title).toBe('Alignment - Throughline');
    await expectAccessible(container);
  });

  it('is one stop of the Tab key, moved by the arrow keys', async () => {
    const { user } = openAt(path, asLead);
    (await cell(/Alderbrook Hospitals: aligned, 2/)).focus();
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement).toHaveAccessibleName(/Birch Valley Community: partial/);
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toHaveAccessibleName('Birch Valley Community: not applicable');
    await user.keyboard('{Home}');
    expect(document.activeElement).toHaveAccessibleName('G2 Fewer platforms');
    await user.keyboard('{Control>}{End}{/Control}');
    expect(document.activeElement).toHaveTextContent('');
    await user.keyboard('{ArrowLeft}');
    expect(document.activeElement).toHaveTextContent('1 of 2');
    await user.keyboard('{Control>}{Home}{/Control}');
    expect(document.activeElement).toHaveTextContent('Goal or initiative');
    const stops = screen.getByRole('grid').querySelectorAll('[tabindex="0"]');
    expect(stops).toHaveLength(1);
  });

  it('opens a cell with Enter, and Escape closes it and goes back there', async () => {
    const { user, router } = openAt(path, asLead);
    const opener = await cell(/Alderbrook Hospitals: aligned, 2/);
    opener.focus();
    await user.keyboard('{Enter}');
    const heading = await screen.findByRole('heading', { level: 2, name: /G1 One joined-up record/ });
    await waitFor(() => expect(heading).toHaveFocus());
    expect(router.state.location.search).toMatchObject({ cell: 'record.alder' });
    expect(opener).toHaveAttribute('aria-expanded', 'true');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('complementary', { name: /G1/ })).not.toBeInTheDocument());
    expect(await cell(/Alderbrook Hospitals: aligned, 2/)).toHaveFocus();
    expect(router.state.location.search).toEqual({});
  });

  it('keeps its filters in the address, and reads them from it', async () => {
    const { user, router } = openAt(`${path}?rows=goals`, asLead);
    expect(await screen.findByRole('combobox', { name: 'Rows' })).toHaveValue('goals');
    expect(screen.queryByText('Shared care record')).not.toBeInTheDocument();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Organisations' }), 'Members');
    await user.click(screen.getByRole('checkbox', { name: 'Only rows with something to discuss' }));
    await waitFor(() =>
      expect(router.state.location.search).toEqual({ rows: 'goals', organisations: 'members', discuss: true }),
    );
    expect(screen.getByText('Showing 2 of 3 organisations and 1 of 3 goals and initiatives.')).toBeVisible();
    expect(screen.getAllByRole('row')).toHaveLength(3);
  });

  it('says so when nothing is left', async () => {
    openAt(`${path}?organisations=partners&discuss=true`, asLead);
    expect(await screen.findByText(/Nothing here is as you asked/)).toBeVisible();
  });

  it('says what would fill it before anything is published', async () => {
    openAt(path, {
      ...asLead,
      'GET /api/v1/organisations/system/alignment/matrix': { ...matrix, rows: [], summary: 'Nothing yet.' },
    });
    expect(await screen.findByText(/Fenland has not published goals or shared initiatives yet/)).toBeVisible();
  });

  it('says what waits for whoever decides about it, and where', async () => {
    const waiting = {
      ...matrix,
      rows: matrix.rows.map((row) => ({
        ...row,
        cells: row.cells.map((one) => (one.organisation === 'alder' ? { ...one, state: 'not_yet_reviewed' } : one)),
      })),
    };
    openAt('/organisations/alder/alignment', {
      ...asTrust,
      'GET /api/v1/organisations/alder/alignment/matrix': waiting,
    });
    const link = await screen.findByRole('link', { name: 'review the suggestions' });
    expect(link).toHaveAttribute('href', '/organisations/alder/inbox');
    expect(link.parentElement).toHaveTextContent(/^3 goals or shared initiatives may be served/);
  });

  it('gives an organisation that sees only itself its states in words, and no filter of others', async () => {
    openAt('/organisations/alder/alignment', asTrust);
    expect(await cell('Alderbrook Hospitals: aligned, 2 objectives')).toHaveTextContent('Aligned2 objectives');
    expect(screen.queryByRole('combobox', { name: 'Organisations' })).not.toBeInTheDocument();
    expect(screen.queryByRole('columnheader', { name: 'Aligned' })).not.toBeInTheDocument();
  });
});

describe('an open cell', () => {
  const opened = `${path}?cell=record.alder`;

  it('shows the objectives, the marked words of both texts, the measures and what holds back', async () => {
    const { container } = openAt(opened, asLead);
    const panel = await screen.findByRole('complementary', { name: /Alderbrook Hospitals.*G1 One joined-up record/ });
    expect(await within(panel).findByText('One post in five is vacant.')).toBeVisible();
    expect([...panel.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['record', 'record']);
    expect(panel).toHaveTextContent('Direct: delivers part of the stated outcome, and its main purpose.');
    expect(panel).toHaveTextContent('Visits with the record open, from 14% to 60%');
    expect(panel).toHaveTextContent('The end of September 2026');
    expect(within(panel).getByRole('link', { name: 'A-01 Open the whole story' })).toHaveAttribute(
      'href',
      '/organisations/system/published/objectives/story',
    );
    await expectAccessible(container);
  });

  it('leaves the focus alone when it came with the address', async () => {
    openAt(opened, asLead);
    await screen.findByText('One post in five is vacant.');
    expect(document.body).toHaveFocus();
  });

  it('closes by its button too, and takes itself out of the address', async () => {
    const { user, router } = openAt(`${opened}&rows=goals`, asLead);
    await user.click(await screen.findByRole('button', { name: /^Close/ }));
    await waitFor(() => expect(router.state.location.search).toEqual({ rows: 'goals' }));
  });

  it('says what went wrong in its own place, and leaves the picture', async () => {
    const { user, answers } = openAt(opened, {
      ...asLead,
      'GET /api/v1/organisations/system/alignment/cells/record/alder': new Refusal(500, 'Something broke'),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('req-123');
    expect(screen.getByRole('grid')).toBeVisible();
    Object.assign(answers, asLead);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('One post in five is vacant.')).toBeVisible();
  });
});

describe('the same as a table', () => {
  it('has a row for every cell, sorts by its headings and opens cells', async () => {
    const { container, user, router } = openAt(`${path}?view=table`, asLead);
    const table = await screen.findByRole('table', { name: 'Each goal and initiative by organisation' });
    expect(within(table).getAllByRole('row')).toHaveLength(10);
    await expectAccessible(container);
    await user.click(within(table).getByRole('button', { name: 'State' }));
    await waitFor(() =>
      expect(within(table).getByRole('columnheader', { name: 'State' })).toHaveAttribute('aria-sort', 'ascending'),
    );
    await user.click(within(table).getByRole('button', { name: 'State' }));
    await waitFor(() => expect(router.state.location.search).toEqual({ view: 'table', sort: '-state' }));
    await user.click(within(table).getByRole('button', { name: /^Aligned \(G1 and Alderbrook/ }));
    expect(await screen.findByRole('complementary', { name: /G1/ })).toBeVisible();
  });

  it('names every fact beside it, for a window where the rows lie one below the other', async () => {
    openAt(`${path}?view=table`, asLead);
    const headings = async (table: string, row: RegExp) => {
      const [first] = within(await screen.findByRole('table', { name: table })).getAllByRole('row', { name: row });
      return [...(first?.querySelectorAll('.nhsuk-table-responsive__heading') ?? [])].map(({ textContent }) =>
        textContent.trim(),
      );
    };
    expect(await headings('Each goal and initiative', /G1/)).toEqual(['Kind', 'Due', 'Aligned', 'What stands out']);
    expect(await headings('Each goal and initiative by organisation', /G1/)).toEqual([
      'Organisation',
      'State',
      'Objectives',
      'To discuss',
      'Reason',
    ]);
    // What says nothing by being there takes no line of a card.
    const table = screen.getByRole('table', { name: 'Each goal and initiative by organisation' });
    const [first] = within(table).getAllByRole('row', { name: /G1.*Alderbrook/ });
    expect([...(first?.querySelectorAll('.app-table__nothing') ?? [])].map(({ textContent }) => textContent)).toEqual([
      'To discuss No',
      'Reason ',
    ]);
  });

  it('is reached from the picture and left again, both by the address', async () => {
    const { user, router } = openAt(path, asLead);
    await user.click(await screen.findByRole('button', { name: 'Table' }));
    await waitFor(() => expect(router.state.location.search).toEqual({ view: 'table' }));
    expect(screen.getByRole('button', { name: 'Table' })).toHaveAttribute('aria-pressed', 'true');
    router.history.back();
    expect(await screen.findByRole('grid')).toBeVisible();
  });

  it('is taken away as a file of the same rows', async () => {
    const download = vi.spyOn(csv, 'download').mockImplementation(() => undefined);
    const { user } = openAt(`${path}?rows=initiatives`, asLead);
    await user.click(await screen.findByRole('button', { name: 'Download as CSV' }));
    const [name, text] = download.mock.lastCall ?? [];
    expect(name).toBe('alignment-fenland-2026-11-22.csv');
    expect(text?.trim().split('\r\n')).toHaveLength(4);
    expect(text).toContain('Shared initiative,I1,Shared care record,,Alder');
  });
});

describe('a narrow window', () => {
  it('shows one goal at a time with its organisations as a list, each state in words', async () => {
    setWidth(320);
    const { container, user, router } = openAt(path, asLead);
    const heading = await screen.findByRole('heading', { level: 2, name: 'G1 One joined-up record' });
    expect(heading).toBeVisible();
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
    expect(await cell(/Alderbrook Hospitals NHS Foundation Trust Aligned 2 objectives/)).toBeVisible();
    await expectAccessible(container);
    await user.click(screen.getByRole('link', { name: 'Next G2 Fewer platforms' }));
    await waitFor(() => expect(router.state.location.search).toEqual({ target: 'platforms' }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Goal or initiative' }), 'I1 Shared care record');
    expect(await screen.findByRole('heading', { level: 2, name: 'I1 Shared care record' })).toBeVisible();
    expect(screen.queryByRole('link', { name: /Next/ })).not.toBeInTheDocument();
  });
});

describe('a narrow window of one organisation', () => {
  it('shows all goals with their states, and opens a cell', async () => {
    setWidth(320);
    const { container, user, router } = openAt('/organisations/alder/alignment', asTrust);
    const first = await cell('G1 One joined-up record Aligned 2 objectives Due March 2027');
    expect(screen.getByRole('heading', { level: 2, name: 'Shared initiatives' })).toBeVisible();
    expect(await cell(/^G2 Fewer platforms No published objective/)).toBeVisible();
    expect(screen.queryByRole('combobox', { name: 'Goal or initiative' })).not.toBeInTheDocument();
    await expectAccessible(container);
    await user.click(first);
    await waitFor(() => expect(router.state.location.search).toEqual({ cell: 'record.alder' }));
  });
});
