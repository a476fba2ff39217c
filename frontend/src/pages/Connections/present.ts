import type { Connection } from '../../api/connections';
import { dayInWords } from '../../present';

const states: Record<Connection['state'], string> = {
  draft: 'Being set up',
  requested: 'Waits for an operator',
  live: 'In use',
  disabled: 'Out of use',
};

/** A connection's state as it is called on a page. */
export function stateInWords(state: Connection['state']): string {
  return states[state];
}

/** What is to be done next with a connection, in a sentence. */
export function nextStep({ state, tested }: Pick<Connection, 'state' | 'tested'>): string {
  switch (state) {
    case 'draft':
      return tested === null
        ? 'Register its addresses at the provider, then test it by signing in yourself.'
        : `Tested on ${dayInWords(tested)}. Ask for it to be used.`;
    case 'requested':
      return 'An operator of the platform looks at it. You do not need to do anything.';
    case 'live':
      return 'People sign in by it.';
    case 'disabled':
      return 'Nobody can sign in by it. Make it a draft to set it up again.';
  }
}

/** Texts that stand one on a line. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
