import { textOf } from '../../forms/entered';
import type { Onboarding } from '../../api/platform';
import type { Schemas } from '../../api/client';
import { counted } from '../../present';

/** How many people say who may do what in an organisation. */
export function administratorsInWords(count: number): string {
  return count === 0 ? 'None' : counted(count, 'person', 'people');
}

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

const text = (entered: FormData, name: string) => textOf(entered, name).trim();

/** What was entered about a new organisation, as a declaration; a membership only where a system is named. */
export function onboardingEntered(entered: FormData): Onboarding {
  const code = text(entered, 'code');
  const optional = (name: string) => {
    const value = text(entered, name);
    return value === '' ? undefined : value;
  };
  const system = text(entered, 'system');
  return {
    organisations: [
      {
        code,
        kind: text(entered, 'kind') as Schemas['OrganisationKind'],
        name: optional('name'),
        ods: optional('ods')?.toUpperCase(),
        sector: optional('sector'),
      },
    ],
    memberships:
      system === ''
        ? undefined
        : [
            {
              system,
              organisation: code,
              kind: text(entered, 'membership') as Schemas['MembershipKind'],
              from: text(entered, 'from'),
            },
          ],
  };
}

/** A field of the form for a path of the declaration: 'organisations.0.name' -> 'name'. */
export function fieldOf(path: string): string {
  if (path === 'memberships.0.kind') return 'membership';
  if (path === 'memberships.0.organisation' || path === 'memberships.0.code') return 'code';
  return path.split('.').pop() ?? path;
}
