import { describe, expect, it } from 'vitest';
import type { JointOffer } from '../../api/joint';
import { jointOffer as offer } from '../../testing/fixtures';
import { hasMovedOn, toMember, toOwner } from './present';

const answered = (state: JointOffer['state'], seen: number | null = null): JointOffer => ({
  ...offer,
  state,
  seen,
  answered: '2026-11-09T10:00:00Z',
});

describe('what has become of an offer', () => {
  it('is said to both, each from where they stand', () => {
    expect(toOwner(offer)).toBe('Asked on 2 November 2026. It has not answered yet.');
    expect(toMember(offer)).toMatch(/^Birch Valley .* asked you on 2 November 2026/);
    expect(toOwner(answered('consented', 2))).toBe(
      'Has consented since 9 November 2026, to version 2 and those after it.',
    );
    expect(toMember(answered('consented', 2))).toMatch(/has covered you since 9 November 2026\.$/);
    expect(toOwner(answered('declined'))).toBe('Declined on 9 November 2026.');
    expect(toMember(answered('declined'))).toMatch(/^You declined on 9 November 2026/);
    expect(toOwner(answered('withdrawn'))).toBe('Withdrew its consent on 9 November 2026.');
    expect(toMember(answered('withdrawn'))).toMatch(/covers you no longer\.$/);
  });

  it('tells of a version that came after the one consented to', () => {
    expect(hasMovedOn(answered('consented', 1))).toBe(true);
    expect(hasMovedOn(answered('consented', 2))).toBe(false);
    expect(hasMovedOn(offer)).toBe(false);
  });
});
