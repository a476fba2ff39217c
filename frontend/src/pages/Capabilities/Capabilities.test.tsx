import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Capability, CapabilityList } from '../../api/capabilities';
import { expectAccessible, openAt, Refusal } from '../../testing/app';
import { asLead, asTrust, system } from '../../testing/fixtures';
import { capabilityEntered, numberOf } from './entered';
import { foundSentence, sourceInWords, subjectInWords } from './present';

const wards: Capability = {
  id: null,
  code: 'virtual-wards',
  name: 'virtual wards',
  theme: 'home',
  also: ['time'],
  wgll: [6, 2],
  given: '',
  given_by: [],
  phrases: ['virtual ward', 'hospital at ~ home'],
  short: ['VW'],
  products: [],
  related: [],
  contrasts: [],
  frames: ['joint'],
  common: { value: 0.7, because: 'every area runs one' },
  standardised: { value: 0.6, because: 'one way of working serves all' },
  interoperable: { value: 0.55, because: 'people move between teams' },
  replaces: false,
  version: 0,
  updated: null,
};
const brontide: Capability = {
  ...wards,
  id: 'own',
  code: 'brontide',
  name: 'the Brontide programme',
  version: 1,
  updated: '2026-11-23T12:00:00Z',
};
const list: CapabilityList = {
  system,
  version: 'abc123abc123',
  themes: ['home', 'record', 'time'],
  capabilities: [brontide, wards],
};
const at = '/api/v1/organisations/system/capabilities';

describe('capabilities', () => {
  it('are found by words, and say where they come from', async () => {
    const { container, user, asked } = openAt('/organisations/system/capabilities', {
      ...asLead,
      [`GET ${at}`]: list,
      [`GET ${at}?words=fen%20record`]: { ...list, capabilities: [] },
    });
    const table = await screen.findByRole('table', { name: 'Capabilities found' });
    expect(within(table).getByRole('row', { name: /Virtual wards/ })).toHaveTextContent('Comes with Throughline');
    expect(within(table).getByRole('row', { name: /Brontide/ })).toHaveTextContent('The system’s own');
    expect(screen.getByText('2 capabilities. 1 is the system’s own.')).toBeVisible();
    await expectAccessible(container);
    await user.type(screen.getByRole('textbox'), 'fen record');
    await user.click(screen.getByRole('button', { name: 'Find' }));
    expect(await screen.findByText('There is no capability like this.')).toBeVisible();
    expect(asked).toContain(`GET ${at}?words=fen%20record`);
  });

  it('are read by members, who change none', async () => {
    const mine = at.replace('system', 'alder');
    const { container } = openAt('/organisations/alder/capabilities/virtual-wards', {
      ...asTrust,
      [`GET ${mine}`]: list,
    });
    expect(await screen.findByRole('heading', { level: 1, name: /Virtual wards/ })).toBeVisible();
    expect(screen.getByText('Comes with Throughline, version abc123abc123.')).toBeVisible();
    expect(screen.getByRole('row', { name: /run one way/ })).toHaveTextContent(/60.*one way of working serves all/);
    expect(screen.getByText('virtual ward, hospital at ~ home')).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Replace it with our own' })).not.toBeInTheDocument();
    await expectAccessible(container);
  });

  it('are changed and removed by the lead', async () => {
    const { container, user, asked, answers } = openAt('/organisations/system/capabilities/brontide', {
      ...asLead,
      [`GET ${at}`]: list,
      [`PATCH ${at}/own`]: new Refusal(422, 'Not valid'),
      [`DELETE ${at}/own`]: '',
    });
    expect(await screen.findByRole('textbox', { name: 'Phrases' })).toHaveValue('virtual ward\nhospital at ~ home');
    await expectAccessible(container);
    await user.click(screen.getByRole('button', { name: 'Save the capability' }));
    expect(await screen.findByText('A sentence that says why.')).toBeVisible();
    answers[`GET ${at}`] = { ...list, capabilities: [wards] };
    await user.click(screen.getByRole('button', { name: 'Remove the Brontide programme' }));
    await user.click(screen.getByRole('button', { name: 'Yes, remove' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Capabilities' })).toBeVisible();
    expect(asked).toContain(`DELETE ${at}/own`);
  });

  it('are added, or put in the place of one that is there', async () => {
    const { container, user, asked } = openAt('/organisations/system/new-capability?replaces=virtual-wards', {
      ...asLead,
      [`GET ${at}`]: list,
      [`POST ${at}`]: { ...wards, id: 'instead', replaces: true, version: 1 },
    });
    expect(await screen.findByRole('heading', { level: 1, name: /Replace virtual wards/ })).toBeVisible();
    expect(screen.queryByRole('textbox', { name: 'Code' })).not.toBeInTheDocument();
    await expectAccessible(container);
    await user.click(screen.getByRole('button', { name: 'Replace it' }));
    expect(await screen.findByRole('heading', { level: 1, name: /Virtual wards/ })).toBeVisible();
    expect(asked).toContain(`POST ${at}`);
  });

  it('that are not there are not found', async () => {
    openAt('/organisations/system/capabilities/nothing', { ...asLead, [`GET ${at}`]: list });
    expect(await screen.findByRole('heading', { level: 1, name: /not found/i })).toBeVisible();
  });

  it('are put into words, and read from a form', () => {
    expect(subjectInWords('cyber')).toBe('Cyber security');
    expect(subjectInWords('medicines')).toBe('Medicines');
    expect(sourceInWords({ id: 'x', replaces: true })).toMatch(/in place of/);
    expect(foundSentence([])).toBe('0 capabilities. None is the system’s own.');
    expect([numberOf('0.7'), numberOf(''), numberOf('half')]).toEqual([0.7, -1, -1]);
    const entered = new FormData();
    entered.set('phrases', ' one \r\n\n two ');
    entered.set('wgll', '2, 6');
    entered.set('common', '1');
    entered.set('common.because', ' so it is ');
    expect(capabilityEntered(entered)).toMatchObject({
      phrases: ['one', 'two'],
      wgll: [2, 6],
      common: { value: 1, because: 'so it is' },
      standardised: { value: -1 },
    });
  });
});
