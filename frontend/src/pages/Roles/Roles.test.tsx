import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Lens, LensChange, RoleLens } from '../../api/lens';
import { expectAccessible, openAt } from '../../testing/app';
import { alder, asLead, published } from '../../testing/fixtures';
import { byWhen, firstMonth, placeOf, rolesInGroups, summary } from './present';

const item = (code: string, fields: LensChange['item']['fields'] = {}): LensChange['item'] => ({
  id: code,
  kind: 'objective',
  code,
  fields: { title: `Title of ${code}`, ...fields },
});
const ref = ({ id, kind, code, fields }: LensChange['item']) => ({ id, kind, code, title: fields.title ?? '' });
const mark = { field_label: 'Description', before: 'When ', words: 'district nurses', after: ' knock' };

const letters = item('O1', { due: '2027-12', excluded: 'People without a telephone' });
const letter = { ...item('U1', { evidence: 'Forty interviews' }), kind: 'user_need' as const };
const work = { ...ref(item('I1')), kind: 'initiative' as const };
const stated: LensChange = {
  item: letters,
  for: [{ role: 'community nurse', what: 'The letter comes first', when: '2027-03' }],
  steps: [
    { initiative: work, milestone: { name: 'Two teams', due: '2027-01', done: true } },
    { initiative: work, milestone: { name: 'All teams' } },
  ],
  reasons: [
    { strength: 'stated', item: ref(letters), field: 'changes' },
    { strength: 'stated', item: ref(letter), field: 'title' },
    { strength: 'named', item: work, field: 'description', mark },
  ],
};
const named: LensChange = {
  item: item('O2'),
  for: [],
  steps: [],
  reasons: [{ strength: 'named', item: ref(item('O2')), field: 'description', mark }],
};
const lens: Lens = {
  role: 'community nurse',
  words: ['community nurse', 'district nurse'],
  wider: ['clinician'],
  changes: [stated, named],
  needs: [{ item: letter, met: [ref(letters)] }],
  services: [],
};
const roles: RoleLens['roles'] = [
  { role: 'patient', own: false, said: 0 },
  { role: 'community nurse', own: false, said: 2 },
];
const at = '/organisations/system/published/organisations/alder/roles';
const api = '/api/v1/organisations/system/published/organisations/alder';
const answers = {
  ...asLead,
  [`GET ${api}`]: published,
  [`GET ${api}/lens`]: { roles, edition: 1 },
  [`GET ${api}/lens?role=community%20nurse`]: { roles, edition: 1, lens },
  [`GET ${api}/lens?role=patient`]: {
    roles,
    edition: 1,
    lens: { ...lens, role: 'patient', changes: [], needs: [], services: [] },
  },
};

describe('what a strategy changes for whom', () => {
  it('is read as somebody, with the reasons for everything', async () => {
    const { container, user, asked } = openAt(at, answers);
    expect(await screen.findByRole('heading', { level: 1 })).toHaveTextContent(`${alder.name} What changes for whom`);
    await user.selectOptions(screen.getByLabelText('Read it as'), 'patient');
    await user.selectOptions(screen.getByLabelText('Read it as'), 'community nurse');
    // A choice acts when its button is pressed, and the focus stays there.
    expect(asked.filter((one) => one.includes('role='))).toEqual([]);
    await user.tab();
    await user.keyboard('{Enter}');
    expect(screen.getByRole('button', { name: 'Show' })).toHaveFocus();
    expect(await screen.findByRole('heading', { level: 1, name: /Community nurse: what changes/ })).toBeVisible();
    const first = within(screen.getByRole('region', { name: 'What the strategy states' }));
    expect(first.getByText('The letter comes first')).toBeVisible();
    expect(first.getByText('By the end of March 2027.')).toBeVisible();
    expect(first.getByText('By the end of December 2027.')).toBeVisible();
    expect(first.getByText(/^Done, by I1/)).toBeVisible();
    expect(first.getByText('People without a telephone')).toBeVisible();
    expect(first.getByText('None is written yet.')).toBeVisible();
    expect(first.getByText('It says what changes for them.')).toBeVisible();
    expect(first.getByText('It serves the need U1: Title of U1')).toBeVisible();
    expect(first.getByText('district nurses').tagName).toBe('MARK');
    const second = within(screen.getByRole('region', { name: 'What names them' }));
    expect(second.getByRole('link', { name: 'O2 Title of O2' })).toHaveAttribute(
      'href',
      expect.stringContaining('/published/objectives/O2'),
    );
    expect(screen.queryByRole('region', { name: 'What may be about them' })).not.toBeInTheDocument();
    expect(within(screen.getByRole('region', { name: 'Their needs' })).getByText('Forty interviews')).toBeVisible();
    await expectAccessible(container);
  });

  it('says where nothing is about somebody, and what would be', async () => {
    openAt(`${at}?role=patient`, answers);
    expect(await screen.findByText('Nothing in it is about them yet.')).toBeVisible();
    expect(screen.getByText(/under “What changes for whom”/)).toBeVisible();
  });
});

describe('its words', () => {
  it('say how much there is, by what it rests on, and when it begins', () => {
    expect(summary(lens)).toBe(
      '2 objectives or goals may change something for them: 1 by what the strategy states and 1 by words that name them. The first by the end of March 2027.',
    );
    expect(summary({ ...lens, changes: [named] })).toMatch(/^1 objective or goal may .* None has a date\.$/);
  });
  it('take the first month of what is said of the role, or else that of the objective', () => {
    expect(firstMonth({ ...lens, changes: [{ ...stated, for: [] }] })).toBe('2027-12');
    expect(firstMonth({ ...lens, changes: [named] })).toBeUndefined();
    expect(byWhen('')).toBe('No date is written');
  });
  it('name the initiative that a reason stands in, and not the objective itself', () => {
    expect(stated.reasons.map((reason) => placeOf(reason, 'O1'))).toEqual([
      'It says what changes for them.',
      'It serves the need U1: Title of U1',
      'I1 Title of I1, which serves it. ',
    ]);
    expect(placeOf({ strength: 'named', item: ref(item('O2')), field: 'description', mark }, 'O2')).toBe('');
  });
  it('put the roles that the strategy names first', () => {
    expect(rolesInGroups({ roles }).map(({ label, roles: list }) => [label, list.map(({ role }) => role)])).toEqual([
      ['The strategy names them', ['community nurse']],
      ['Others', ['patient']],
    ]);
  });
});
