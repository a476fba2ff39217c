import { describe, expect, it } from 'vitest';
import { placedOf, type Change, type Seen, type Written } from './place';

const upright: Seen = { width: 600, height: 800, transform: [1, 0, 0, -1, 0, 800] };
const at = (transform: Change, str = 'x', width = 50): Written => ({ str, transform, width });

describe('where letters stand', () => {
  it('is measured from the top of the page', () => {
    expect(placedOf([at([12, 0, 0, 12, 100, 700])], upright)).toEqual([
      { height: 800, pieces: [{ text: 'x', x: 100, y: 100, width: 50, size: 12 }] },
    ]);
  });

  it('is as it is seen where the page is turned or has another measure', () => {
    // A quarter to the right, twice as large.
    const turned: Seen = { width: 1600, height: 1200, transform: [0, 2, 2, 0, 0, 0] };
    const [seen] = placedOf([at([0, 12, -12, 0, 100, 300])], turned);
    expect(seen).toEqual({ height: 1200, pieces: [{ text: 'x', x: 600, y: 200, width: 100, size: 24 }] });
  });

  it.each<[string, Change, { height: number; x: number; y: number }]>([
    ['up', [0, 12, -12, 0, 100, 700], { height: 600, x: 700, y: 100 }],
    ['down', [0, -12, 12, 0, 100, 700], { height: 600, x: 100, y: 500 }],
    ['on its head', [-12, 0, 0, -12, 100, 700], { height: 800, x: 500, y: 700 }],
  ])('is turned until the line is level: %s', (_, transform, { height, x, y }) => {
    const [sheet] = placedOf([at(transform)], upright);
    expect(sheet?.height).toBe(height);
    expect(sheet?.pieces[0]).toMatchObject({ x, y, size: 12 });
  });

  it('is apart by direction, most of it first; what is at a slant is left out', () => {
    const level: Change = [12, 0, 0, 12, 100, 700];
    const sheets = placedOf(
      [at([0, 12, -12, 0, 1, 1], 'side'), at(level, 'a'), at(level, 'b'), at([8, 8, -8, 8, 1, 1], 'Draft')],
      upright,
    );
    expect(sheets.map(({ pieces }) => pieces.map(({ text }) => text))).toEqual([['a', 'b'], ['side']]);
  });

  it('has nothing in it that controls how it is read', () => {
    expect(placedOf([at([12, 0, 0, 12, 1, 1], 'a\fb\nc\u0000')], upright)[0]?.pieces[0]?.text).toBe('a b c ');
  });
});
