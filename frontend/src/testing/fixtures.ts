import type { JointOffer } from '../api/joint';
import type {
  AlignmentMatrix,
  CellDetail,
  CellObjective,
  Finding,
  Link,
  MatrixCell,
  MatrixRow,
} from '../api/alignment';
import type { Organisation, OrganisationRef } from '../api/organisations';
import type { Member } from '../api/organisations';
import type { ObjectiveDetail, PublishedOrganisation, Target, TargetDetail } from '../api/published';
import type { Place, Session, SignInOptions } from '../api/session';

// A small made-up system: two goals and an initiative, two trusts and a council that is a partner.

const organisation = (id: string, code: string, name: string, kind: OrganisationRef['kind']): OrganisationRef => ({
  id,
  code,
  name,
  kind,
  sector: '',
});

export const system = organisation('system', 'fen', 'Fenland Integrated Care System', 'system');
export const alder = organisation('alder', 'Alder', 'Alderbrook Hospitals NHS Foundation Trust', 'trust');
export const birch = organisation('birch', '', 'Birch Valley Community NHS Trust', 'trust');
export const council = organisation('council', 'FC', 'Fenland County Council', 'council');

export const signIn: SignInOptions = {
  demo: true,
  options: [{ name: 'Fenland sign-in', start: '/auth/fenland/start' }],
};

export const lead: Place = { organisation: system, roles: ['system_lead'] };
export const cdo: Place = { organisation: alder, roles: ['cdo'] };
export const partner: Place = { organisation: council, roles: ['partner_viewer'] };

export const session = (...places: Place[]): Session => ({
  person: { id: '0193e1f0-0000-7000-8000-0000000000aa', name: 'Priya Raman' },
  places,
  ends: '2099-11-22T18:00:00Z',
  until: '2099-11-22T20:00:00Z',
  idle_minutes: 30,
});

export const belonging = (self: OrganisationRef, ...systems: OrganisationRef[]): Organisation => ({
  ...self,
  systems: systems.map((one) => ({ system: one, kind: 'member', code: self.code, since: '2024-04-01', until: null })),
});

export const record: Target = {
  id: 'record',
  kind: 'goal',
  code: 'G1',
  title: 'One joined-up record',
  description: 'Anyone treating a resident opens one record.',
  measures: [{ name: 'organisations that view the record', baseline: '5', target: '11' }],
  due: '2027-03',
  delivery: '',
  serves: [{ id: 'viewer', kind: 'initiative', code: 'I1', title: 'Shared care record', due: null }],
};
export const platforms: Target = { ...record, id: 'platforms', code: 'G2', title: 'Fewer platforms', serves: [] };
export const viewer: Target = {
  ...record,
  id: 'viewer',
  kind: 'initiative',
  code: 'I1',
  title: 'Shared care record',
  due: null,
  delivery: 'central',
  serves: [{ id: 'record', kind: 'goal', code: 'G1', title: 'One joined-up record', due: '2027-03' }],
};

const ref = ({ id, kind, code, title, due }: Target) => ({ id, kind, code, title, due });

const cell = (of: OrganisationRef, state: MatrixCell['state'], objectives = 0, discuss = false): MatrixCell => ({
  organisation: of.id,
  state,
  objectives,
  discuss,
  reason: '',
});

const row = (target: Target, cells: MatrixCell[], rest: Pick<MatrixRow, 'aligned' | 'applicable' | 'stands_out'>) => ({
  target: ref(target),
  cells,
  ...rest,
});

export const matrix: AlignmentMatrix = {
  system,
  as_of: '2026-11-22',
  summary: '2 of 3 organisations have published. 1 of 2 goals has an aligned objective in most of them.',
  organisations: [
    { organisation: alder, shared: true, note: '' },
    { organisation: birch, shared: true, note: '' },
    { organisation: council, shared: false, note: 'It has not shared a strategy with this system.' },
  ],
  rows: [
    row(record, [cell(alder, 'aligned', 2), cell(birch, 'partial', 1, true), cell(council, 'not_shared')], {
      aligned: 1,
      applicable: 2,
      stands_out: '1 possible difference to discuss',
    }),
    row(
      platforms,
      [cell(alder, 'no_published_objective'), cell(birch, 'not_applicable'), cell(council, 'not_shared')],
      {
        aligned: 0,
        applicable: 1,
        stands_out: '',
      },
    ),
    row(viewer, [cell(alder, 'aligned', 1), cell(birch, 'not_yet_reviewed', 1), cell(council, 'not_shared')], {
      aligned: 1,
      applicable: 2,
      stands_out: '',
    }),
  ],
};

export const members: Member[] = [
  {
    organisation: alder,
    kind: 'member',
    since: '2024-04-01',
    edition: { id: 'e1', number: 1, published: '2026-11-03' },
  },
  {
    organisation: birch,
    kind: 'member',
    since: '2024-04-01',
    edition: { id: 'e2', number: 2, published: '2026-11-04' },
  },
  { organisation: council, kind: 'partner', since: '2025-09-01', edition: null },
];

export const link: Link = {
  objective: { id: 'story', code: 'A-01', title: 'Open the whole story', horizon: '2026-09', organisation: alder.id },
  target: ref(record),
  state: 'confirmed',
  contribution: 'direct',
  primary: true,
  band: 'likely',
  score: 0.8,
  reason: '',
  evidence: [{ kind: 'shared_word', text: 'record', target: 'record', weight: 0.6, points: 4.2 }],
  balance: [
    { kind: 'usual', points: -3.4 },
    { kind: 'runner_up', target: 'G2', points: -0.4 },
  ],
};

export const cellObjective: CellObjective = {
  link,
  measures: [{ name: 'visits with the record open', baseline: '14%', target: '60%' }],
  objective_text: {
    title: [{ text: 'Open the whole story', marked: false }],
    description: [
      { text: 'Staff will open the area-wide ', marked: false },
      { text: 'record', marked: true },
      { text: '.', marked: false },
    ],
  },
  target_text: {
    title: [
      { text: 'One joined-up ', marked: false },
      { text: 'record', marked: true },
    ],
    description: [{ text: 'Anyone treating a resident opens one.', marked: false }],
  },
  initiative_texts: [],
};

export const difference: Finding = {
  id: 'difference',
  kind: 'conflict',
  difference: 'postpones',
  items: [
    { id: 'later', kind: 'objective', code: 'B-04', title: 'Notes stay ours until 2028', organisation: birch.id },
  ],
  target: ref(record),
  reason: 'Inpatient notes stay out of the record until June 2028.',
  evidence: [{ kind: 'opposition', text: 'stay ours until 2028', weight: 1 }],
};

export const cellDetail: CellDetail = {
  target: record,
  organisation: alder,
  state: 'aligned',
  reason: '',
  objectives: [cellObjective],
  constraints: [
    { code: 'A-C1', kind: 'digital_skills', as_written: 'digital_skills', text: 'One post in five is vacant.' },
  ],
  findings: [],
};

export const targetDetail: TargetDetail = {
  target: record,
  system,
  organisations: [
    { organisation: alder, state: 'aligned', discuss: false, reason: '', links: [link] },
    { organisation: birch, state: 'no_published_objective', discuss: true, reason: '', links: [] },
    { organisation: council, state: 'not_shared', discuss: false, reason: 'It has not shared a strategy.', links: [] },
  ],
  findings: [difference],
};

export const objectiveDetail: ObjectiveDetail = {
  objective: link.objective,
  organisation: alder,
  edition: { id: 'e1', number: 1, published: '2026-11-03' },
  description: 'Staff will open the area-wide record.',
  measures: cellObjective.measures,
  links: [cellObjective],
  placement: {
    level: 'central',
    leaning: null,
    criteria: { common: 0.9, standardised: 0.8, interoperable: 0.954 },
    reasons: ['2 of 2 organisations have an objective for the same thing.'],
  },
  unreviewed: false,
  findings: [],
};

export const published: PublishedOrganisation = {
  organisation: alder,
  title: 'Digital that works',
  mission: 'Safe, quick and visible to our partners.',
  period: '2025-2029',
  edition: { id: 'e1', number: 1, published: '2026-11-03' },
  summary: '1 of 2 published objectives serves a goal.',
  constraints: cellDetail.constraints,
  non_priorities: [{ code: 'A-N1', text: 'We will not build our own apps.', until: '2028-03' }],
  objectives: [
    { objective: link.objective, links: [link], placement: objectiveDetail.placement, unreviewed: false },
    {
      objective: { id: 'wifi', code: 'A-02', title: 'Reliable Wi-Fi', horizon: null, organisation: alder.id },
      links: [],
      placement: null,
      unreviewed: false,
    },
  ],
  findings: [
    {
      id: 'orphan',
      kind: 'orphan',
      items: [{ id: 'wifi', kind: 'objective', code: 'A-02', title: 'Reliable Wi-Fi', organisation: alder.id }],
      target: null,
      reason: 'A-02 serves no goal.',
      evidence: [],
    },
  ],
};

/** The whole API as a system lead of the small system sees it. */
export const asLead = {
  'GET /api/v1/sign-in': signIn,
  'GET /api/v1/session': session(lead),
  'GET /api/v1/organisations/system/members': { members },
  'GET /api/v1/organisations/system/alignment/matrix': matrix,
  'GET /api/v1/organisations/system/alignment/cells/record/alder': cellDetail,
  'GET /api/v1/organisations/system/published/targets/record': targetDetail,
  'GET /api/v1/organisations/system/published/objectives/story': objectiveDetail,
  'GET /api/v1/organisations/system/published/organisations/alder': published,
};

/** And as somebody in a trust sees it: its own column alone. */
export const asTrust = {
  'GET /api/v1/sign-in': signIn,
  'GET /api/v1/session': session(cdo),
  'GET /api/v1/organisations/alder': belonging(alder, system),
  'GET /api/v1/organisations/alder/members': { members: [members[0]] },
  'GET /api/v1/organisations/alder/alignment/matrix': {
    ...matrix,
    organisations: matrix.organisations.slice(0, 1),
    rows: matrix.rows.map((one) => ({ ...one, cells: one.cells.slice(0, 1), aligned: 0, applicable: 1 })),
  },
  'GET /api/v1/organisations/alder/published/organisations/alder': published,
  'GET /api/v1/organisations/alder/joint-strategies': { offers: [] },
};

/** And as a partner sees it: what was shared with it. */
export const asPartner = {
  'GET /api/v1/sign-in': { ...signIn, demo: false },
  'GET /api/v1/session': session(partner),
  'GET /api/v1/organisations/council': belonging(council, system),
  'GET /api/v1/organisations/council/published/targets': { system, targets: [viewer] },
};

/** Birch offers to Alder that its strategy covers it too. */
export const jointOffer: JointOffer = {
  id: 'one',
  owner: birch,
  member: alder,
  system,
  state: 'offered',
  offered: '2026-11-02T10:00:00Z',
  answered: null,
  edition: { id: 'e', number: 2, published: '2026-11-01' },
  title: 'Together',
  seen: null,
  version: 1,
};
