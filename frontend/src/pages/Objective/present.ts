import type { Link } from '../../api/alignment';
import type { Placement } from '../../api/published';
import { counted, listed } from '../../present';

/** 'It may serve 2 goals and 1 shared initiative.', or that it serves none, which may well be right. */
export function servesSentence(links: Link[]): string {
  if (links.length === 0)
    return 'It serves no goal or shared initiative of the system. That may be right: not everything has to.';
  const goals = links.filter(({ target }) => target.kind === 'goal').length;
  const initiatives = links.length - goals;
  const parts = [
    ...(goals > 0 ? [counted(goals, 'goal')] : []),
    ...(initiatives > 0 ? [counted(initiatives, 'shared initiative')] : []),
  ];
  const certain = links.every(({ state }) => state === 'confirmed');
  return `It ${certain ? 'serves' : 'may serve'} ${listed(parts)}. The marked words go together.`;
}

/** The three tests of where something belongs, each with how strongly the evidence says yes, 0 to 100. */
export function criteriaInWords({ criteria }: Placement): { question: string; score: number }[] {
  const outOf100 = (value: number) => Math.round(value * 100);
  return [
    { question: 'Do most organisations need the same thing?', score: outOf100(criteria.common) },
    { question: 'Can it run one way everywhere?', score: outOf100(criteria.standardised) },
    { question: 'Does its benefit cross organisations?', score: outOf100(criteria.interoperable) },
  ];
}
