import type { CapabilityChange, Frame } from '../../api/capabilities';
import { textOf, textsOf } from '../../forms/entered';

const lines = (entered: FormData, name: string) =>
  textOf(entered, name)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** A number as it was entered; what is none is sent as one that the server refuses. */
export function numberOf(text: string): number {
  const number = Number(text.trim());
  return text.trim() === '' || !Number.isFinite(number) ? -1 : number;
}

const test = (entered: FormData, name: string) => ({
  value: numberOf(textOf(entered, name)),
  because: textOf(entered, `${name}.because`).trim(),
});

/** What was entered about a capability, but for its code. */
export function capabilityEntered(entered: FormData) {
  return {
    name: textOf(entered, 'name').trim(),
    theme: textOf(entered, 'theme'),
    phrases: lines(entered, 'phrases'),
    short: lines(entered, 'short'),
    products: lines(entered, 'products'),
    given: textOf(entered, 'given').trim(),
    given_by: lines(entered, 'given_by'),
    related: lines(entered, 'related'),
    contrasts: lines(entered, 'contrasts'),
    frames: textsOf(entered, 'frames') as Frame[],
    wgll: textOf(entered, 'wgll')
      .split(/[\s,]+/)
      .filter((word) => word !== '')
      .map((word) => Math.trunc(numberOf(word))),
    common: test(entered, 'common'),
    standardised: test(entered, 'standardised'),
    interoperable: test(entered, 'interoperable'),
  } satisfies CapabilityChange;
}
