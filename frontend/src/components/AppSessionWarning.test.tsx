import { act, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as sessions from '../api/session';
import type { Session } from '../api/session';
import { draftKey, hasDrafts, keepTyped } from '../forms/draft';
import { openAt, Refusal } from '../testing/app';
import { asLead, lead, session } from '../testing/fixtures';

const noon = Date.parse('2026-11-25T12:00:00Z');
const minute = 60_000;
const at = (minutes: number) => new Date(noon + minutes * minute).toISOString();
const ending = (ends: number, until = 480): Session => ({ ...session(lead), ends: at(ends), until: at(until) });

const later = (minutes: number) => act(() => vi.advanceTimersByTimeAsync(minutes * minute));

describe('before a session ends', () => {
  beforeEach(() => vi.useFakeTimers({ now: noon, shouldAdvanceTime: true }));
  afterEach(() => vi.useRealTimers());

  const open = (one: Session) =>
    openAt('/organisations/system/members', {
      ...asLead,
      'GET /api/v1/session': one,
      'POST /api/v1/session/extension': ending(60),
    });

  it('its person is asked two minutes before, and may stay', async () => {
    const { asked } = open(ending(30));
    await screen.findByRole('table', { name: 'Organisations of the system' });
    await later(27);
    expect(screen.queryByRole('dialog')).toBeNull();
    await later(1.1);
    expect(screen.getByRole('dialog', { name: 'You will be signed out soon' })).toBeVisible();
    expect(screen.getByText('You will be signed out at 12:30.')).toBeVisible();
    screen.getByRole('button', { name: 'Stay signed in' }).click();
    await later(0.1);
    expect(asked).toContain('POST /api/v1/session/extension');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is told when staying did not work, and may try again', async () => {
    const { answers } = open(ending(30));
    await screen.findByRole('table', { name: 'Organisations of the system' });
    answers['POST /api/v1/session/extension'] = new Refusal(503, 'Not now');
    await later(28.1);
    screen.getByRole('button', { name: 'Stay signed in' }).click();
    await later(0.1);
    expect(screen.getByRole('alert')).toHaveTextContent('That did not work.');
    answers['POST /api/v1/session/extension'] = ending(60);
    screen.getByRole('button', { name: 'Stay signed in' }).click();
    await later(0.1);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('may sign out, and loses nothing of what was typed when that did not work', async () => {
    const leave = vi.spyOn(sessions, 'leaveFor').mockImplementation(() => undefined);
    const { answers } = open(ending(30));
    await screen.findByRole('table', { name: 'Organisations of the system' });
    keepTyped(draftKey('priya', 'Save'), 'A title');
    await later(28.1);
    const out = within(screen.getByRole('dialog')).getByRole('button', { name: 'Sign out' });
    answers['DELETE /api/v1/session'] = new Refusal(503, 'Not now');
    out.click();
    await later(0.1);
    expect(screen.getByRole('alert')).toHaveTextContent('You are still signed in. Try again.');
    expect(hasDrafts()).toBe(true);
    answers['DELETE /api/v1/session'] = {};
    out.click();
    await later(0.1);
    expect(leave).toHaveBeenCalledWith('/');
    expect(hasDrafts()).toBe(false);
    leave.mockRestore();
  });

  it('is not asked while another tab is in use', async () => {
    const { answers } = open(ending(30));
    await screen.findByRole('table', { name: 'Organisations of the system' });
    answers['GET /api/v1/session'] = ending(55);
    await later(28.1);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('comes to the start page when it has ended, and back to the same place', async () => {
    const { router, answers } = open(ending(30));
    await screen.findByRole('table', { name: 'Organisations of the system' });
    await later(28.1);
    delete answers['GET /api/v1/session'];
    await later(2.1);
    expect(router.state.location.pathname).toBe('/');
    expect(router.state.location.search).toEqual({ return_to: '/organisations/system/members' });
  });

  it('cannot stay beyond its absolute end', async () => {
    open(ending(30, 30));
    await screen.findByRole('table', { name: 'Organisations of the system' });
    await later(28.1);
    expect(screen.getByText(/For safety you have to sign in again/)).toBeVisible();
  });
});
