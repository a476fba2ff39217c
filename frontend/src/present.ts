// From what the API says to what a page says: pure, so that every word on a page has a test.
import type { Schemas } from './api/client';
import type { CoverageState, Finding, Link } from './api/alignment';
import type { Place } from './api/session';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** '2026-11-22' -> '22 November 2026'. A civil date has no zone, so no Date object touches it. */
export function dateInWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${day} ${months[(month ?? 1) - 1]} ${year}`;
}

const inLondon = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

function londonParts(instant: string): Record<string, string> {
  return Object.fromEntries(inLondon.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
}

/** The day of an instant in London: '25 November 2026'. */
export function dayInWords(instant: string): string {
  const { day, month, year } = londonParts(instant);
  return `${day} ${month} ${year}`;
}

/** The time of an instant in London: '14:05'. */
export function timeInWords(instant: string): string {
  const { hour, minute } = londonParts(instant);
  return `${hour}:${minute}`;
}

/** An instant in London: '25 November 2026, 14:05'. */
export function momentInWords(instant: string): string {
  return `${dayInWords(instant)}, ${timeInWords(instant)}`;
}

/** '2027-03' -> 'March 2027'. */
export function monthInWords(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return `${months[(number ?? 1) - 1]} ${year}`;
}

/** A month as people write it, 'March 2028', 'mar 2028' or '3/2028', as the server knows it: '2028-03'. */
export function monthFrom(written: string): string | undefined {
  const [, word, number, year] = /^\s*(?:([a-z]{3,9})[.,]?\s+|(\d{1,2})\s*[/.-]\s*)(20\d\d)\s*$/i.exec(written) ?? [];
  if (year === undefined) return undefined;
  const named = (month: string) => month.toLowerCase().startsWith((word ?? '').toLowerCase());
  const at = word === undefined ? Number(number) : months.findIndex(named) + 1;
  return at < 1 || at > 12 ? undefined : `${year}-${String(at).padStart(2, '0')}`;
}

/** counted(2, 'objective') -> '2 objectives'. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** ['a', 'b', 'c'] -> 'a, b and c'. */
export function listed(items: string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** Somebody by their name; by what their provider calls them where that is all there is. */
export function personInWords({ name, subject, email }: { name: string; subject: string; email: string }): string {
  if (name === '') return subject;
  return email === '' ? name : `${name}, ${email}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const legalForms = / (NHS Foundation Trust|NHS Trust|Integrated Care System|Integrated Care Board)$/i;

/** The name as people say it: 'Alderbrook Hospitals NHS Foundation Trust' -> 'Alderbrook Hospitals'. */
export function shortName(name: string): string {
  return name.replace(legalForms, '');
}

/** What a narrow column is headed with: the system's short name for the organisation, else its initials. */
export function columnCode({ code, name }: { code: string; name: string }): string {
  if (code !== '') return code;
  const initials = shortName(name).match(/\b\p{Lu}/gu) ?? [];
  return initials.join('').slice(0, 5);
}

/** How a state looks and what it is called; colour is never alone, so each has a shape of its own. */
export interface StateLook {
  word: string;
  shape: 'disc' | 'half' | 'dotted' | 'ring' | 'again' | 'dash' | 'lock' | 'words' | 'cross';
  className: string;
  /** What the state means, for the legend and for an empty cell. */
  meaning: string;
}

const stateLooks: Record<CoverageState, StateLook> = {
  aligned: {
    word: 'aligned',
    shape: 'disc',
    className: 'app-state--aligned',
    meaning: 'An objective with a measure delivers part of it.',
  },
  partial: {
    word: 'partial',
    shape: 'half',
    className: 'app-state--partial',
    meaning: 'An objective meets a side of it or removes something in its way.',
  },
  claimed_without_measure: {
    word: 'claimed without a measure',
    shape: 'dotted',
    className: 'app-state--claimed',
    meaning: 'An objective says it delivers this, and nothing says how anybody will know.',
  },
  not_yet_reviewed: {
    word: 'not yet reviewed',
    shape: 'ring',
    className: 'app-state--unreviewed',
    meaning: 'An objective may serve this. The organisation has not said yet.',
  },
  no_published_objective: {
    word: 'no published objective',
    shape: 'dash',
    className: 'app-state--none',
    meaning: 'Nothing that the organisation has published serves this.',
  },
  not_shared: {
    word: 'not shared',
    shape: 'lock',
    className: 'app-state--unshared',
    meaning: 'The organisation has not shared a strategy with this system.',
  },
  not_applicable: {
    word: 'not applicable',
    shape: 'words',
    className: 'app-state--inapplicable',
    meaning: 'This does not apply to the organisation.',
  },
  declined: {
    word: 'declined',
    shape: 'cross',
    className: 'app-state--declined',
    meaning: 'The organisation has said that it will not do this.',
  },
};

/** What an organisation confirmed before a text changed: nothing is known to stand until it is confirmed again. */
const againLook: StateLook = {
  word: 'to be confirmed again',
  shape: 'again',
  className: 'app-state--again',
  meaning: 'It was confirmed, and the text has changed since.',
};

/** How a cell looks: as its state, unless all that it would say is that what was confirmed has changed. */
export function cellLook({ state, changed = false }: { state: CoverageState; changed?: boolean }): StateLook {
  const nothingElse = state === 'not_yet_reviewed' || state === 'no_published_objective';
  return changed && nothingElse ? againLook : stateLooks[state];
}

/** The looks in the order of a legend: most done first. */
export const cellLooks: StateLook[] = Object.values(stateLooks).flatMap((look) =>
  look === stateLooks.not_yet_reviewed ? [againLook, look] : [look],
);

const organisationKinds: Record<Schemas['OrganisationKind'], string> = {
  platform: 'platform operator',
  system: 'integrated care system',
  trust: 'NHS trust',
  icb: 'integrated care board',
  council: 'council',
  primary_care: 'primary care',
  community_interest_company: 'community interest company',
  voluntary: 'voluntary sector',
  hospice: 'hospice',
  independent_provider: 'independent provider',
  supplier: 'supplier',
  other: 'other',
};

export function organisationKind(kind: Schemas['OrganisationKind']): string {
  return organisationKinds[kind];
}

const roles: Record<Schemas['Role'], string> = {
  operator: 'operator',
  system_lead: 'system lead',
  system_analyst: 'system analyst',
  system_administrator: 'system administrator',
  cdo: 'chief digital officer',
  editor: 'editor',
  viewer: 'viewer',
  administrator: 'administrator',
  partner_contributor: 'partner contributor',
  partner_viewer: 'partner viewer',
};

/** A role as it is called on a page. */
export function roleInWords(role: Schemas['Role']): string {
  return capitalised(roles[role]);
}

export function rolesInWords(place: Place): string {
  return capitalised(listed(place.roles.map((role) => roles[role])));
}

const linkStates: Record<Exclude<Link['state'], 'suggested'>, string> = {
  confirmed: 'Confirmed by the organisation',
  rejected: 'Rejected by the organisation',
  stale: 'Decided by the organisation, and the text has changed since',
};

const bands: Record<Link['band'], string> = {
  likely: 'Likely match',
  possible: 'Possible match',
  unlikely: 'Unlikely match',
};

/** How likely it is that an objective serves something: 'Likely match'. */
export function bandInWords(band: Link['band']): string {
  return bands[band];
}

/** Who says that an objective serves something: its organisation or, until that has looked, only the words of both. */
export function linkState({ state, band }: Pick<Link, 'state' | 'band'>): string {
  return state === 'suggested' ? `${bandInWords(band)}, not yet reviewed by the organisation` : linkStates[state];
}

const contributions: Record<Link['contribution'], { word: string; meaning: string }> = {
  direct: { word: 'direct', meaning: 'delivers part of the stated outcome' },
  partial: { word: 'partial', meaning: 'meets a side of it or removes something in its way' },
};

export function contribution(of: Link['contribution']): { word: string; meaning: string } {
  return contributions[of];
}

const levels: Record<Schemas['Level'], { word: string; meaning: string }> = {
  central: { word: 'central', meaning: 'run once for everyone' },
  shared: { word: 'shared', meaning: 'done together by those who need it' },
  local: { word: 'local', meaning: 'left with the organisation' },
};

export function level(of: Schemas['Level']): { word: string; meaning: string } {
  return levels[of];
}

/** Where something may belong: 'Central', or 'Not decided yet — leans to shared'. */
export function recommendation({ level: of, leaning }: Pick<Schemas['Placement'], 'level' | 'leaning'>): string {
  if (of !== 'undecided') return capitalised(levels[of].word);
  return leaning === null ? 'Not decided yet' : `Not decided yet — leans to ${levels[leaning].word}`;
}

const findingKinds: Record<Finding['kind'], string> = {
  gap: 'no published objective anywhere',
  silence: 'no published objective',
  orphan: 'serves no goal or shared initiative of the system',
  conflict: 'possible difference to discuss',
  duplicate: 'planned in more than one place',
  late: 'lands after it is needed',
};

export function findingKind(kind: Finding['kind']): string {
  return findingKinds[kind];
}

const constraintKinds: Record<Schemas['ConstraintKind'], string> = {
  finance: 'finance',
  digital_skills: 'digital skills',
  physical_infrastructure: 'physical infrastructure',
  data_infrastructure: 'data infrastructure',
  other: 'other',
};

export function constraintKind(kind: Schemas['ConstraintKind']): string {
  return constraintKinds[kind];
}

export function targetKind(kind: Schemas['TargetKind']): string {
  return kind === 'goal' ? 'goal' : 'shared initiative';
}

/** 'Version 2, published 3 November 2026'. */
export function editionInWords(edition: Schemas['EditionRef']): string {
  return `Version ${edition.number}, published ${dateInWords(edition.published)}`;
}

/** What a measure is to do: 'from 14% to 60%', 'to 60%', or nothing where neither end is written. */
export function measureRange({ baseline, target }: Schemas['Measure']): string {
  if (baseline !== '' && target !== '') return `from ${baseline} to ${target}`;
  if (target !== '') return `to ${target}`;
  if (baseline !== '') return `${baseline} now, with no target yet`;
  return '';
}

/** A measure in a sentence: 'Waiting time (weeks), from 12 to 6'. */
export function measureInWords(measure: Schemas['Measure']): string {
  const name = measure.unit === undefined || measure.unit === '' ? measure.name : `${measure.name} (${measure.unit})`;
  const range = measureRange(measure);
  return range === '' ? name : `${name}, ${range}`;
}

const connectionStates: Record<Schemas['ConnectionState'], string> = {
  draft: 'Being set up',
  requested: 'Waits for an operator',
  live: 'In use',
  disabled: 'Out of use',
};

/** A connection's state as it is called on a page. */
export function connectionState(state: Schemas['ConnectionState']): string {
  return connectionStates[state];
}

/** What people without an account may say that they are, several of them. */
export const pulseRoles: Record<Schemas['PulseRole'], string> = {
  patient: 'patients',
  carer: 'carers and relatives',
  clinician: 'clinicians',
  other_staff: 'other staff',
  partner: 'people who work with us',
};
