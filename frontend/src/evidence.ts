// What speaks for a link or a finding, in sentences that are true of the texts they quote.
import type { Evidence } from './api/alignment';
import { listed, monthInWords } from './present';

/** A month where the text is one, for evidence quotes dates as they are kept. */
function asWritten(text: string): string {
  return /^20\d\d-(0[1-9]|1[0-2])$/.test(text) ? monthInWords(text) : `‘${text}’`;
}

/** The words as they are quoted, each once. */
function quotes(texts: string[]): string {
  return listed(texts.map(asWritten).filter(isFirst));
}

const isFirst = (one: string, place: number, all: string[]) => all.indexOf(one) === place;

/** A sentence for all words that stand for the same words of the other text. */
function beside(evidence: Evidence[], sentence: (ours: string, theirs: string) => string): string[] {
  const targets = evidence.map(({ target }) => target ?? '').filter(isFirst);
  return targets
    .filter((target) => target !== '')
    .map((theirs) =>
      sentence(quotes(evidence.filter(({ target }) => target === theirs).map(({ text }) => text)), asWritten(theirs)),
    );
}

/** Nothing where there are no words to say it of. */
const ofThese = (texts: string[], sentence: (words: string) => string): string[] =>
  texts.length > 0 ? [sentence(quotes(texts))] : [];

/**
 * What a finding or a link rests on, a line for each kind. ‘It’ is what was written by the organisation, ‘the other text’
 * what it is held against. Only words that both have are said to be in both.
 */
export function evidenceInWords(evidence: Evidence[]): string[] {
  const of = (kind: string) => evidence.filter((one) => one.kind === kind && one.text !== '');
  const texts = (kind: string) => of(kind).map(({ text }) => text);
  const learned = of('learned');
  return [
    ...(evidence.some(({ kind }) => kind === 'judged') ? ['A person confirmed it.'] : []),
    ...ofThese(texts('opposition'), (words) => `It says ${words}.`),
    ...of('dates').map(({ text, target }) =>
      target ? `${asWritten(text)}, against ${asWritten(target)}.` : `${asWritten(text)}.`,
    ),
    ...ofThese(texts('shared_word'), (words) => `Both speak of ${words}.`),
    ...beside(of('abbreviation'), (ours, theirs) => `It says ${ours} where the other text says ${theirs}.`),
    ...beside(
      of('same_theme'),
      (ours, theirs) => `It says ${ours}, on the same subject as ${theirs} in the other text.`,
    ),
    ...beside(of('initiative_word'), (ours, theirs) =>
      ours.toLowerCase() === theirs.toLowerCase()
        ? `An initiative that serves the goal speaks of ${theirs} too.`
        : `It says ${ours}, and an initiative that serves the goal says ${theirs}.`,
    ),
    ...ofThese(
      texts('associated'),
      (words) => `It says ${words}, often found with the other text’s words in what organisations write.`,
    ),
    ...ofThese(
      texts('partial_word'),
      (words) => `It says ${words}, spelt partly like words of the other text or of work for it.`,
    ),
    ...(evidence.some(({ kind }) => kind === 'similar_meaning')
      ? ['Both texts as a whole are close in meaning, as the embeddings model of this system sees them.']
      : []),
    ...ofThese(
      learned.filter(({ weight }) => weight >= 0).map(({ text }) => text),
      (words) => `Objectives that people confirmed speak of ${words}.`,
    ),
    ...ofThese(
      learned.filter(({ weight }) => weight < 0).map(({ text }) => text),
      (words) => `Objectives that people rejected speak of ${words}.`,
    ),
  ];
}
