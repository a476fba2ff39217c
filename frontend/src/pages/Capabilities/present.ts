import type { Capability, Frame } from '../../api/capabilities';
import { capitalised } from '../../present';

const subjects: Record<string, string> = {
  access: 'access to care',
  assets: 'equipment and assets',
  automationai: 'automation and artificial intelligence',
  children: 'children and young people',
  contact: 'contact with patients',
  cyber: 'cyber security',
  elective: 'planned care',
  exchange: 'exchange of information',
  flow: 'flow through hospitals',
  home: 'care at home',
  identity: 'identity and access for staff',
  inclusion: 'digital inclusion',
  intelligence: 'data and intelligence',
  mental: 'mental health',
  neighbourhood: 'neighbourhood care',
  platform: 'patient platforms',
  providers: 'provider collaboration',
  record: 'records',
  remoteconsult: 'remote consultations',
  rostering: 'rostering and workforce',
  safety: 'clinical safety',
  technologyhome: 'technology at home',
  time: 'time for staff',
  urgent: 'urgent care',
  wider: 'wider partners',
  wishes: 'people’s wishes',
};

/** A broad subject in words; one that has no other words is its own. */
export const subjectInWords = (theme: string) => capitalised(subjects[theme] ?? theme);

export const frames: Record<Frame, string> = {
  joint: 'Several organisations do it together',
  own: 'Each organisation does it for itself',
  crossing: 'It reaches across organisations',
  internal: 'It stays inside an organisation',
  national: 'Through a national service',
  product: 'Through a product of one’s own choice',
  'staff-time': 'It is named for the time that it gives back to staff',
};

/** Where a capability comes from. */
export function sourceInWords({ id, replaces }: Pick<Capability, 'id' | 'replaces'>): string {
  if (id === null) return 'Comes with Throughline';
  return replaces ? 'The system’s own, in place of one that comes with Throughline' : 'The system’s own';
}

/** How many were found, and how many of them are the system's own. */
export function foundSentence(list: Pick<Capability, 'id'>[]): string {
  const own = list.filter(({ id }) => id !== null).length;
  const all = list.length === 1 ? '1 capability' : `${list.length} capabilities`;
  return `${all}. ${own === 0 ? 'None is' : own === 1 ? '1 is' : `${own} are`} the system’s own.`;
}

/** The three tests of a capability, as questions with an answer out of 100. */
export const testsInWords = ({ common, standardised, interoperable }: Capability) =>
  [
    { question: 'Do most organisations need it?', ...common },
    { question: 'Can it run one way everywhere?', ...standardised },
    { question: 'Does its benefit cross from one organisation to another?', ...interoperable },
  ].map(({ question, value, because }) => ({ question, score: Math.round(value * 100), because }));
