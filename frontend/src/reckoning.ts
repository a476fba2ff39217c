import type { Link } from './api/alignment';

type Evidence = Link['evidence'][number];
type Weighed = Link['balance'][number];

/** One thing that makes a link more or less likely, in words, with its points. */
export interface Reckoned {
  what: string;
  points: number;
}

function wordsOf({ kind, text, target }: Evidence): string {
  const both = target === undefined || target === '' || target === text ? `‘${text}’` : `‘${text}’ and ‘${target}’`;
  switch (kind) {
    case 'shared_word':
      return `Both say ${both}`;
    case 'abbreviation':
      return `Two names of one thing: ${both}`;
    case 'initiative_word':
      return `A shared initiative that serves the goal says ${both}`;
    case 'associated':
      return `‘${text}’ goes with its words in this system’s strategies`;
    case 'same_theme':
      return `Other words for one theme: ${both}`;
    case 'partial_word':
      return `Words with a part in common: ${both}`;
    case 'learned':
      return `‘${text}’, learned from decisions`;
    case 'judged':
      return 'A person has decided';
    default:
      return `‘${text}’`;
  }
}

function restOf({ kind, target }: Weighed): string {
  switch (kind) {
    case 'usual':
      return 'How objectives usually fit it, before their words are looked at';
    case 'other_words':
      return 'All other words, each of which says little';
    case 'runner_up':
      return `Beside it, the objective fits ${target ?? 'another'} best`;
    case 'shared_aim':
      return `The objective fits ${target ?? 'another'} better, which shares an initiative with it`;
    case 'decided':
      return 'How the organisation has decided so far';
  }
}

/** What makes a link as likely as it is, what speaks for it first; what comes to nothing is left out. */
export function reckoned({ evidence, balance }: Pick<Link, 'evidence' | 'balance'>): Reckoned[] {
  return [
    ...evidence.map((one) => ({ what: wordsOf(one), points: one.points ?? 0 })),
    ...balance.map((one) => ({ what: restOf(one), points: one.points })),
  ]
    .filter(({ points }) => Math.abs(points) >= 0.05)
    .sort((a, b) => b.points - a.points);
}

/** '+2.1' or '−0.4'. */
export function signed(points: number): string {
  return `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(1)}`;
}
