import { expect, it } from 'vitest';
import { wholeFrom } from './entered';

it('takes whole numbers alone', () => {
  expect([' 7 ', '0', '', 'many', '1.5', '-1', '1e1', '12345678901234567890'].map(wholeFrom)).toEqual([
    7,
    0,
    ...Array<undefined>(6).fill(undefined),
  ]);
});
