import type { FieldName, Item, ItemField, ItemKind, Strategy } from '../../api/strategy';
import { capitalised, measureInWords, monthInWords } from '../../present';

/** The kinds of item that an organisation of a kind writes, in the order in which a strategy is read. */
export function kindsFor(organisationKind: string): ItemKind[] {
  return organisationKind === 'system'
    ? ['goal', 'principle', 'initiative', 'user_need', 'constraint', 'non_priority', 'service', 'delivered', 'risk']
    : [
        'aim',
        'principle',
        'user_need',
        'objective',
        'initiative',
        'non_priority',
        'constraint',
        'service',
        'delivered',
        'risk',
        'change_of_course',
      ];
}

const names: Record<ItemKind, { one: string; many: string; about: string }> = {
  principle: {
    one: 'principle',
    many: 'Principles',
    about: 'How you mean to decide, and which of the system’s principles you take on.',
  },
  goal: { one: 'goal', many: 'Goals', about: 'What the system wants to be true by a date.' },
  aim: {
    one: 'aim',
    many: 'Corporate and clinical aims',
    about: 'What the organisation is there to do. Four to ten are enough; objectives serve them.',
  },
  user_need: { one: 'user need', many: 'User needs', about: 'What people in a role need, and how you know.' },
  objective: {
    one: 'objective',
    many: 'Objectives',
    about: 'What you mean to achieve, for whom, by when, and how anyone will know.',
  },
  initiative: {
    one: 'initiative',
    many: 'Initiatives',
    about: 'Work that delivers objectives, with its milestones and what would stop it.',
  },
  constraint: {
    one: 'constraint',
    many: 'Constraints',
    about: 'What holds you back: finance, digital skills, physical or data infrastructure.',
  },
  non_priority: {
    one: 'non-priority',
    many: 'What will not be done',
    about: 'What you have decided not to do, why, and until when.',
  },
  service: {
    one: 'digital service',
    many: 'Digital services',
    about: 'What you run now, who uses it and how well it does.',
  },
  delivered: {
    one: 'delivered piece of work',
    many: 'Delivered',
    about: 'What has been done already, and what it changed.',
  },
  risk: {
    one: 'risk',
    many: 'Risks and what was learned',
    about: 'What could go wrong, what is done about it, and what has been learned.',
  },
  change_of_course: {
    one: 'change of course',
    many: 'Changes of course',
    about: 'Objectives given up or replaced, with the reason. They stay in the story.',
  },
};

/** 'user_need' -> 'user need'. */
export const oneOf = (kind: ItemKind) => names[kind].one;
/** 'user_need' -> 'User needs'. */
export const manyOf = (kind: ItemKind) => names[kind].many;
/** What a kind of item is for, in a sentence. */
export const aboutKind = (kind: ItemKind) => names[kind].about;

export const isItemKind = (word: string): word is ItemKind => word in names;

const article = (noun: string) => (/^[aeio]/.test(noun) ? 'an' : 'a');
/** 'objective' -> 'an objective'. */
export const aOneOf = (kind: ItemKind) => `${article(oneOf(kind))} ${oneOf(kind)}`;

export const titleOf = ({ code, fields }: Item) => fields.title ?? code;

const hints: Partial<Record<FieldName, string>> = {
  need: 'Such as: as a community nurse I need to see the discharge letter before I visit.',
  excluded: 'Such as people without a smartphone, or who read little English.',
  non_digital: 'How they get the same service.',
  owner: 'By role, such as chief nurse.',
  rank: '1 is first. Leave it empty where it does not matter.',
  stop_if: 'What would make you stop, said before you begin.',
  role: 'Choose one that is offered, or write another.',
  adopts: 'Its code in the system’s strategy, such as P2.',
  take_up: 'As you report it, such as 62%.',
  failure_demand: 'Contacts that happen only because something did not work.',
  marking: 'What is commercial, or not yet for publication, goes to the system’s digital leads and no further.',
  marked_until: 'The month from which an item for future publication is open.',
};

/** What helps to fill a field in. */
export function hintOf({ name, type }: Pick<ItemField, 'name' | 'type'>): string | undefined {
  const own = hints[name as FieldName];
  if (type !== 'month') return own;
  return own === undefined ? 'Year and month, such as 2027-03.' : `${own} Year and month, such as 2027-03.`;
}

const words: Record<string, string> = {
  in_it: 'In the digital team',
  outside_it: 'Outside the digital team',
  bid_made: 'Bid made',
  not_needed: 'Not needed',
  future_publication: 'For future publication',
  'wgll:well_led': 'What Good Looks Like: well led',
  'wgll:smart_foundations': 'What Good Looks Like: smart foundations',
  'wgll:safe_practice': 'What Good Looks Like: safe practice',
  'wgll:support_people': 'What Good Looks Like: support people',
  'wgll:empower_citizens': 'What Good Looks Like: empower citizens',
  'wgll:improve_care': 'What Good Looks Like: improve care',
  'wgll:healthy_populations': 'What Good Looks Like: healthy populations',
  'shift:hospital_to_community': 'Shift: hospital to community',
  'shift:analogue_to_digital': 'Shift: analogue to digital',
  'shift:sickness_to_prevention': 'Shift: sickness to prevention',
  'aim:outcomes': 'System aim: outcomes in population health and healthcare',
  'aim:inequalities': 'System aim: inequalities in outcomes, experience and access',
  'aim:productivity': 'System aim: productivity and value for money',
  'aim:social_and_economic': 'System aim: social and economic development',
  'principle:needs': 'Principle: what patients and staff need',
  'principle:realistic_goals': 'Principle: clear, realistic goals',
  'principle:test_and_learn': 'Principle: test, measure and learn',
  'principle:long_and_short_term': 'Principle: think long term, deliver in the short term',
  'principle:in_house_team': 'Principle: an in-house digital team',
  'principle:suppliers': 'Principle: the best out of suppliers',
  'principle:trust': 'Principle: build trust, not barriers',
  'principle:change_course': 'Principle: do not stick to the wrong plan',
};

/** A word of a controlled list as people read it: 'not_started' -> 'Not started'. */
export const wordInWords = (word: string) => words[word] ?? capitalised(word.replaceAll('_', ' '));

/** (2, 'user_need') -> 'user needs'. */
export const nounOf = (count: number, kind: ItemKind) =>
  count === 1 ? oneOf(kind) : (irregular[kind] ?? `${oneOf(kind)}s`);

/** How much of a kind there is: 'Nothing yet', '12 objectives'. */
export const countInWords = (count: number, kind: ItemKind) =>
  count === 0 ? 'Nothing yet' : `${count} ${nounOf(count, kind)}`;

const irregular: Partial<Record<ItemKind, string>> = {
  non_priority: 'non-priorities',
  change_of_course: 'changes of course',
  delivered: 'delivered pieces of work',
};

/** The items of a kind. */
export const ofKind = ({ items }: Strategy, kind: ItemKind) => items.filter((item) => item.kind === kind);

/** The aims that no objective serves. */
export function unsupportedAims(strategy: Strategy): Item[] {
  const served = new Set(ofKind(strategy, 'objective').flatMap(({ fields }) => fields.aims ?? []));
  return ofKind(strategy, 'aim').filter(({ code }) => !served.has(code));
}

/** Whether a field holds nothing. */
export const isNothing = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** What a field holds, as a line to read. */
export function valueInWords({ type }: Pick<ItemField, 'type'>, value: unknown): string {
  if (isNothing(value)) return 'Nothing';
  if (Array.isArray(value)) return value.map((one: unknown) => partInWords(type, one)).join('; ');
  return partInWords(type, value);
}

function partInWords(type: ItemField['type'], value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    if (type === 'measures') return measureInWords({ name: '', baseline: '', target: '', ...value });
    return Object.values(value)
      .map((part: unknown) => (part === true ? 'done' : partInWords('line', part)))
      .filter((part) => part !== '')
      .join(', ');
  }
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (/^20\d\d-\d\d$/.test(text)) return monthInWords(text);
  return type === 'word' || type === 'words' ? wordInWords(text) : text;
}

/** Which items come before and after one of the same kind. */
export function neighbours(strategy: Strategy, item: Item): { before: Item | undefined; after: Item | undefined } {
  const list = ofKind(strategy, item.kind);
  const at = list.findIndex(({ id }) => id === item.id);
  return { before: list[at - 1], after: list[at + 1] };
}
