// From what an operator enters to a declaration of what should be, and from its paths back to the fields of the form.
import type { Schemas } from '../../api/client';
import type { Onboarding, RegisterEntry } from '../../api/platform';
import { textOf } from '../../forms/entered';

/** The kinds of organisation that may be added: the platform itself is there already. */
export const addedKinds: Schemas['OrganisationKind'][] = [
  'trust',
  'system',
  'icb',
  'council',
  'primary_care',
  'community_interest_company',
  'voluntary',
  'hospice',
  'independent_provider',
  'supplier',
  'other',
];

/** What a trust provides. */
export const sectors: [string, string][] = [
  ['acute', 'Acute'],
  ['mental_health', 'Mental health'],
  ['community', 'Community'],
  ['ambulance', 'Ambulance'],
  ['specialist', 'Specialist'],
];

const text = (entered: FormData, name: string) => textOf(entered, name).trim();

const optional = (entered: FormData, name: string) => {
  const value = text(entered, name);
  return value === '' ? undefined : value;
};

/** What was entered about a new organisation; a membership, a connection and an administrator only where one is named. */
export function onboardingEntered(entered: FormData): Onboarding {
  const code = text(entered, 'code');
  return {
    organisations: [
      {
        code,
        kind: text(entered, 'kind') as Schemas['OrganisationKind'],
        name: optional(entered, 'name'),
        ods: optional(entered, 'ods')?.toUpperCase(),
        sector: optional(entered, 'sector'),
      },
    ],
    memberships: text(entered, 'system') === '' ? undefined : joiningEntered(entered, code),
    ...firstEntered(entered, code),
  };
}

function firstEntered(entered: FormData, organisation: string): Pick<Onboarding, 'connections' | 'administrators'> {
  const name = text(entered, 'connection');
  const subject = text(entered, 'subject');
  if (name === '' && text(entered, 'issuer') === '' && subject === '') return {};
  return {
    connections: [
      {
        organisation,
        name,
        issuer: text(entered, 'issuer'),
        client_id: text(entered, 'client_id'),
        secret: optional(entered, 'secret'),
        second_factor: entered.get('second_factor') === 'yes',
        live: true,
      },
    ],
    administrators: subject === '' ? undefined : [{ organisation, connection: { organisation, name }, subject }],
  };
}

/** A membership of an organisation that begins. */
export function joiningEntered(entered: FormData, organisation: string): NonNullable<Onboarding['memberships']> {
  return [
    {
      system: text(entered, 'system'),
      organisation,
      code: optional(entered, 'called'),
      kind: text(entered, 'membership') as Schemas['MembershipKind'],
      from: text(entered, 'from'),
    },
  ];
}

/** A membership that ends: the one of the system that was chosen, as the register holds it, with its end. */
export function endingEntered(entered: FormData, entry: RegisterEntry): Onboarding['memberships'] {
  const chosen = entry.memberships.find(
    ({ system, organisation, until }) =>
      system === text(entered, 'system') && organisation === entry.organisation.id && until === null,
  );
  if (chosen === undefined) return [];
  const { system_code: system, code, kind, since: from } = chosen;
  return [{ system, organisation: entry.organisation.code, code, kind, from, to: text(entered, 'to') }];
}

/** That another organisation follows one. */
export function successionEntered(entered: FormData, from: string): NonNullable<Onboarding['successions']> {
  return [
    {
      from,
      to: text(entered, 'to'),
      on: text(entered, 'on'),
      state: text(entered, 'state') as Schemas['SuccessionState'],
    },
  ];
}

/** The field of a form about one thing for a path of the declaration: 'memberships.0.from' -> 'from'. */
export function lastOf(path: string): string {
  if (path === 'memberships.0.kind') return 'membership';
  if (path === 'memberships.0.code') return 'called';
  return path.split('.').pop() ?? path;
}

/** The field of the form about a new organisation: 'organisations.0.name' -> 'name'. */
export function fieldOfOrganisation(path: string): string {
  if (path.startsWith('connections.0.name') || path.startsWith('administrators.0.connection')) return 'connection';
  if (path.endsWith('.organisation')) return 'code';
  return lastOf(path);
}
