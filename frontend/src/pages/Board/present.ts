import type {
  Board,
  BoardFact,
  BoardQuestion,
  EmbeddingAssessment,
  EmbeddingDimension,
  EmbeddingLevel,
} from '../../api/board';
import { capitalised, counted, dateInWords, listed } from '../../present';
import { nounOf } from '../Strategy/present';

const standings: Record<BoardFact['standing'], string> = {
  shown: 'Shown',
  in_part: 'In part',
  missing: 'Missing',
  to_do: 'To do',
};

/** How far a fact speaks for the strategy: 'In part'. */
export function standingInWords(standing: BoardFact['standing']): string {
  return standings[standing];
}

/** In what the facts are counted, and when: printed, they say it of themselves. */
export const countedInWords = (board: Board): string =>
  `What is shown was counted on ${dateInWords(board.counted)} in the draft, “${board.strategy}”: in what is being written. ${publishedInWords(board)}`;

/** What is published beside the draft that everything is counted in, and where the two differ. */
export function publishedInWords({ published }: Board): string {
  if (published === undefined) return 'No version of it is published.';
  const { edition, same, kinds } = published;
  const version = `version ${edition.number}, published on ${dateInWords(edition.published)}`;
  if (same) return `It says what ${version}, says.`;
  if (kinds.length === 0) return `It has as many items as ${version}, and some of what it says is different.`;
  const differ = kinds.map(({ kind, ...of }) => {
    return `${of.published === 0 ? 'no' : of.published} ${nounOf(of.published, kind)} where the draft has ${of.draft === 0 ? 'none' : of.draft}`;
  });
  return `${capitalised(version)}, has ${listed(differ)}.`;
}

/** What a list of things under a fact is: of those that are as its sentence says, or of the rest. */
export function listHeading(so: boolean, { are, are_not: areNot }: BoardFact): string {
  const count = so ? are.length : areNot.length;
  if (so) return areNot.length === 0 ? `All of them: ${count}` : `Where it is so: ${count}`;
  return are.length === 0 ? `None of these: ${count}` : `Where it is not so, or not said: ${count}`;
}

export interface FoundTogether {
  rule: string;
  why: string;
  /** The codes of the items that it is about; none for the strategy as a whole. */
  codes: string[];
}

/** What the strategy check says in the same words of several items is said once. */
export function foundTogether(findings: BoardQuestion['findings']): FoundTogether[] {
  const together = new Map<string, FoundTogether>();
  for (const { rule, why, about } of findings) {
    const key = `${rule.id} ${why}`;
    const said = together.get(key) ?? { rule: rule.name, why, codes: [] };
    said.codes.push(...about.map(({ code }) => code));
    together.set(key, said);
  }
  return [...together.values()];
}

/** '2 findings of the strategy check were dismissed.' */
export const dismissedInWords = (count: number): string =>
  `${capitalised(counted(count, 'finding'))} of the strategy check ${count === 1 ? 'was' : 'were'} dismissed.`;

/** '4 of 10 questions have an answer.' */
export function answeredInWords(questions: BoardQuestion[]): string {
  const answered = questions.filter(({ answer }) => answer !== undefined).length;
  return `${answered} of ${counted(questions.length, 'question')} ${answered === 1 ? 'has' : 'have'} an answer.`;
}

/** A level as a page says it: 'Siloed'. */
export function levelInWords(level: EmbeddingLevel | undefined): string {
  return level === undefined ? 'Not assessed' : capitalised(level);
}

const order: EmbeddingLevel[] = ['absent', 'siloed', 'embedded'];

function changed(before: EmbeddingLevel | undefined, now: EmbeddingLevel | undefined): string {
  if (now === undefined || before === undefined) return '–';
  const steps = order.indexOf(now) - order.indexOf(before);
  if (steps === 0) return 'The same';
  return steps > 0 ? 'More embedded' : 'Less embedded';
}

export interface Compared {
  dimension: EmbeddingDimension;
  before: EmbeddingLevel | undefined;
  now: EmbeddingLevel | undefined;
  change: string;
}

export function levelOf(assessment: EmbeddingAssessment | undefined, dimension: string): EmbeddingLevel | undefined {
  return assessment?.levels.find((found) => found.dimension === dimension)?.level;
}

/** Each dimension as it was found now, beside the time before. */
export function compared(dimensions: EmbeddingDimension[], [latest, last]: EmbeddingAssessment[]): Compared[] {
  return dimensions.map((dimension) => {
    const [before, now] = [levelOf(last, dimension.id), levelOf(latest, dimension.id)];
    return { dimension, before, now, change: changed(before, now) };
  });
}

/** What has changed since last time: 'More embedded in 2 of 7 dimensions, less in 1.' */
export function comparisonInWords(rows: Compared[]): string {
  const both = rows.filter(({ before, now }) => before !== undefined && now !== undefined);
  if (both.length === 0) return 'No dimension was assessed both times.';
  const more = both.filter(({ change }) => change === 'More embedded').length;
  const less = both.filter(({ change }) => change === 'Less embedded').length;
  return `Of ${counted(both.length, 'dimension')} assessed both times, ${more} ${more === 1 ? 'is' : 'are'} more embedded than last time and ${less} ${less === 1 ? 'is' : 'are'} less.`;
}

/** Where the answer to a question stands on the page of all questions. */
export const answerPlace = (question: string) => `answer-${question}`;
