import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moved, within, type Position, type Size } from './grid';

const size: Size = { rows: 4, columns: 6 };
const anySize = fc.record({ rows: fc.integer({ min: 1, max: 50 }), columns: fc.integer({ min: 1, max: 30 }) });
const anywhere = fc.record({ row: fc.integer({ min: -5, max: 60 }), column: fc.integer({ min: -5, max: 40 }) });
const keys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'];

describe('the grid cursor', () => {
  it.each([
    ['ArrowUp', false, { row: 1, column: 3 }],
    ['ArrowDown', false, { row: 3, column: 3 }],
    ['ArrowLeft', false, { row: 2, column: 2 }],
    ['ArrowRight', false, { row: 2, column: 4 }],
    ['Home', false, { row: 2, column: 0 }],
    ['End', false, { row: 2, column: 5 }],
    ['Home', true, { row: 0, column: 0 }],
    ['End', true, { row: 3, column: 5 }],
  ] as [string, boolean, Position][])('moves by %s (control: %s)', (key, control, to) => {
    expect(moved({ row: 2, column: 3 }, key, control, size)).toEqual(to);
  });

  it('leaves every other key to the browser', () => {
    for (const key of ['Tab', 'Enter', ' ', 'Escape', 'a', 'PageDown']) {
      expect(moved({ row: 1, column: 1 }, key, false, size)).toBeUndefined();
    }
  });

  it('never leaves the grid, wherever it was and whatever is pressed', () => {
    fc.assert(
      fc.property(
        anySize,
        anywhere,
        fc.array(fc.tuple(fc.constantFrom(...keys), fc.boolean())),
        (of, from, presses) => {
          let at = from;
          for (const [key, control] of presses) at = moved(at, key, control, of) ?? at;
          const last = within(at, of);
          if (presses.length > 0) expect(at).toEqual(last);
          expect(last.row).toBeGreaterThanOrEqual(0);
          expect(last.row).toBeLessThan(of.rows);
          expect(last.column).toBeGreaterThanOrEqual(0);
          expect(last.column).toBeLessThan(of.columns);
        },
      ),
    );
  });

  it('comes back by the opposite arrow unless an edge stopped it', () => {
    fc.assert(
      fc.property(anySize, anywhere, (of, from) => {
        const start = within(from, of);
        const right = moved(start, 'ArrowRight', false, of);
        if (right === undefined || right.column === start.column) return;
        expect(moved(right, 'ArrowLeft', false, of)).toEqual(start);
      }),
    );
  });
});
