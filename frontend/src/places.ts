import type { Place } from './api/session';
import type { Schemas } from './api/client';

type Role = Schemas['Role'];

const reads: Role[] = ['system_lead', 'system_analyst', 'cdo', 'editor', 'viewer'];
const partners: Role[] = ['partner_contributor', 'partner_viewer'];
const administrators: Role[] = ['administrator', 'system_administrator'];

const holds = ({ roles }: Place, wanted: Role[]) => roles.some((role) => wanted.includes(role));

/** Whether a person sees tokens here: their own or, as an administrator, everybody's. */
export const maySeeTokens = (place: Place) => mayMakeTokens(place) || holds(place, administrators);

/** Whether a person may make tokens here: whoever administers says who may do what, and reads no strategy. */
export const mayMakeTokens = (place: Place) => holds(place, [...reads, ...partners]);

/** Whether a person reads what the organisation writes. */
export const mayReadStrategy = (place: Place) => holds(place, reads);

/** Whether a person reads what is published to the organisation, and so may search it. */
export const maySearch = (place: Place) => holds(place, [...reads, ...partners]);

/** Whether a person may write the organisation's strategy. */
export const mayWriteStrategy = (place: Place) => holds(place, ['system_lead', 'cdo', 'editor']);

/** Whether a person may publish the organisation's strategy, withdraw it, and hold publication. */
export const mayPublishStrategy = (place: Place) => holds(place, ['system_lead', 'cdo']);

/** Whether a person may confirm and reject links of the organisation's objectives. */
export const mayDecideLinks = (place: Place) => holds(place, ['cdo', 'editor']);

/** Whether a person may speak for a system about what its members decided. */
export const mayReplyToMembers = (place: Place) =>
  place.organisation.kind === 'system' && holds(place, ['system_lead']);

/** Whether a person may answer for the organisation's board: a viewer is a board member. */
export const mayAnswerBoard = (place: Place) => holds(place, ['cdo', 'viewer']);

/** Whether a person may add capabilities of the system's own, and change them. */
export const mayWriteCapabilities = (place: Place) => holds(place, ['system_lead']);

/** Whether a person sees what the system sets and members choose: an administrator of a member chooses for it. */
export const maySeeSettings = (place: Place) => holds(place, [...reads, 'administrator']);

/** Whether a person may say how long members see their suggestions first. */
export const maySetWindow = (place: Place) => holds(place, ['system_lead']);

/** Whether a person may say whether a service elsewhere reads released texts. */
export const maySetMeaning = (place: Place) => holds(place, ['system_lead']);

/** Whether a person may say whether their organisation shares its decisions. */
export const mayChooseSharing = (place: Place) => holds(place, ['cdo', 'administrator']);

const inSystem = [
  { to: '/organisations/$organisation/alignment', word: 'Alignment' },
  { to: '/organisations/$organisation/strategy/draft', word: 'Strategy' },
  { to: '/organisations/$organisation/members', word: 'Members' },
  { to: '/organisations/$organisation/capabilities', word: 'Capabilities' },
] as const;
const inOrganisation = [
  { to: '/organisations/$organisation/alignment', word: 'Alignment' },
  { to: '/organisations/$organisation/inbox', word: 'Inbox' },
  { to: '/organisations/$organisation/strategy', word: 'Strategy' },
  { to: '/organisations/$organisation/board', word: 'Board' },
  { to: '/organisations/$organisation/capabilities', word: 'Capabilities' },
] as const;
const toSettings = [{ to: '/organisations/$organisation/settings', word: 'Settings' }] as const;
const asPartner = [{ to: '/organisations/$organisation/shared-with-us', word: 'Shared with us' }] as const;
const asOperator = [
  { to: '/organisations/$organisation/register', word: 'Organisations' },
  { to: '/organisations/$organisation/approvals', word: 'Approvals' },
  { to: '/organisations/$organisation/repairs', word: 'Repairs' },
] as const;
const whoMayDoWhat = [
  { to: '/organisations/$organisation/people', word: 'People' },
  { to: '/organisations/$organisation/connections', word: 'Signing in' },
  { to: '/organisations/$organisation/audit', word: 'Audit log' },
] as const;

/** Where a person may go in a place, by the roles that they hold there; the first is where they begin. */
export function entriesOf(place: Place) {
  const operates = holds(place, ['operator']);
  return [
    ...(operates ? asOperator : []),
    ...(holds(place, reads) ? (place.organisation.kind === 'system' ? inSystem : inOrganisation) : []),
    ...(holds(place, partners) ? asPartner : []),
    ...(operates || holds(place, administrators) ? whoMayDoWhat : []),
    ...(maySeeSettings(place) ? toSettings : []),
  ];
}

/** Whether the organisation looks at systems: a system looks at itself, and the platform at none. */
export const placeIsInSystems = ({ organisation }: Place) =>
  organisation.kind !== 'system' && organisation.kind !== 'platform';
