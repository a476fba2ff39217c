import type { Lens, LensChange, LensReason, LensStrength, RoleLens } from '../../api/lens';
import { capitalised, counted, listed, monthInWords } from '../../present';

/** What the page is called: 'Community nurse: what changes'. */
export const titleFor = ({ lens }: RoleLens): string =>
  lens === undefined ? 'What changes for whom' : `${capitalised(lens.role)}: what changes`;

/** The roles in two groups: of whom the strategy says something, and the others. */
export function rolesInGroups({ roles }: RoleLens) {
  return [
    { label: 'The strategy names them', roles: roles.filter(({ said }) => said > 0) },
    { label: 'Others', roles: roles.filter(({ said }) => said === 0) },
  ].filter((group) => group.roles.length > 0);
}

/** What the changes rest on, the strongest first, as headings. */
export const strengths: readonly { strength: LensStrength; heading: string; about: string }[] = [
  {
    strength: 'stated',
    heading: 'What the strategy states',
    about:
      'It says so where it writes about people: what changes for whom, needs, owners and leads, who could be left out.',
  },
  {
    strength: 'named',
    heading: 'What names them',
    about: 'Their words stand in the text. Read whether it is about them.',
  },
  {
    strength: 'wider',
    heading: 'What may be about them',
    about: 'It speaks of a wider group, and they belong to it.',
  },
];

/** What a change rests on: its strongest reason. */
export const strengthOf = ({ reasons }: LensChange): LensStrength => reasons[0]?.strength ?? 'wider';

/** The first month in which something changes for them, of all that has a date. */
export function firstMonth({ changes }: Lens): string | undefined {
  const months = changes.flatMap(({ for: said, item }) => {
    const dated = said.flatMap(({ when = '' }) => (when === '' ? [] : [when]));
    return dated.length > 0 ? dated : [item.fields.due ?? ''];
  });
  return months.filter((month) => month !== '').toSorted()[0];
}

/** What is found, in a sentence or two. */
export function summary(lens: Lens): string {
  if (lens.changes.length === 0) return 'Nothing in it is about them yet.';
  const of = (strength: LensStrength) => lens.changes.filter((change) => strengthOf(change) === strength).length;
  const parts = [
    ...(of('stated') > 0 ? [`${of('stated')} by what the strategy states`] : []),
    ...(of('named') > 0 ? [`${of('named')} by words that name them`] : []),
    ...(of('wider') > 0 ? [`${of('wider')} by words for a wider group`] : []),
  ];
  const first = firstMonth(lens);
  const found = counted(lens.changes.length, 'objective or goal may change', 'objectives or goals may change');
  return `${capitalised(found)} something for them: ${listed(parts)}. ${
    first === undefined ? 'None has a date.' : `The first by the end of ${monthInWords(first)}.`
  }`;
}

/** Where a reason stands, when that is not the objective itself; or what it says without words to mark. */
export function placeOf(reason: LensReason, change: string): string {
  const { item, mark } = reason;
  if (item.kind === 'user_need') return `It serves the need ${item.code}: ${item.title}`;
  if (mark === undefined) return 'It says what changes for them.';
  return item.id === change ? '' : `${item.code} ${item.title}, which serves it. `;
}

/** By when: 'By the end of March 2027'. */
export const byWhen = (month = ''): string =>
  month === '' ? 'No date is written' : `By the end of ${monthInWords(month)}`;
