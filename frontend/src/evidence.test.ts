import { describe, expect, it } from 'vitest';
import { evidenceInWords } from './evidence';

describe('evidence', () => {
  const one = (kind: string, text: string, target?: string) => ({ kind, text, target, weight: 0.5 });
  it('is told in a line for each kind, a month as a month', () => {
    expect(
      evidenceInWords([
        one('opposition', 'not take part'),
        one('dates', '2028-06', '2027-03'),
        one('opposition', 'stays as it is'),
        one('shared_word', 'desk', 'desk'),
      ]),
    ).toEqual([
      'It says ‘not take part’ and ‘stays as it is’.',
      'June 2028, against March 2027.',
      'Both speak of ‘desk’.',
    ]);
  });
  it('says that both speak of a word only where both have it', () => {
    const said = evidenceInWords([
      one('judged', 'confirmed by a person'),
      one('shared_word', 'staff', 'staff'),
      one('abbreviation', 'MFA', 'multi-factor authentication'),
      one('same_theme', 'badge', 'log-in'),
      one('same_theme', 'passwords', 'log-in'),
      one('initiative_word', 'Lighthouse', 'Lighthouse'),
      one('initiative_word', 'sign-on', 'access'),
      one('associated', 'tap'),
      one('partial_word', 'carer', 'care'),
    ]);
    expect(said).toEqual([
      'A person confirmed it.',
      'Both speak of ‘staff’.',
      'It says ‘MFA’ where the other text says ‘multi-factor authentication’.',
      'It says ‘badge’ and ‘passwords’, on the same subject as ‘log-in’ in the other text.',
      'An initiative that serves the goal speaks of ‘Lighthouse’ too.',
      'It says ‘sign-on’, and an initiative that serves the goal says ‘access’.',
      'It says ‘tap’, often found with the other text’s words in what organisations write.',
      'It says ‘carer’, spelt partly like words of the other text or of work for it.',
    ]);
  });
  it('tells what was learned from decisions, for and against', () => {
    expect(evidenceInWords([one('learned', 'messages'), { ...one('learned', 'typing'), weight: -0.2 }])).toEqual([
      'Objectives that people confirmed speak of ‘messages’.',
      'Objectives that people rejected speak of ‘typing’.',
    ]);
  });
  it('says of meaning that it has no words to show', () => {
    expect(evidenceInWords([one('similar_meaning', '')])).toEqual([
      'Both texts as a whole are close in meaning, as the embeddings model of this system sees them.',
    ]);
  });
  it('is nothing where there is none, or of a kind that is not known', () => {
    expect(evidenceInWords([])).toEqual([]);
    expect(evidenceInWords([one('something_new', 'x')])).toEqual([]);
  });
});
