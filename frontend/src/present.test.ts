import { describe, expect, it } from 'vitest';
import type { Place } from './api/session';
import {
  cellLooks,
  columnCode,
  counted,
  dateInWords,
  editionInWords,
  findingKind,
  linkState,
  listed,
  monthInWords,
  rolesInWords,
  shortName,
} from './present';

const place = (kind: Place['organisation']['kind'], roles: Place['roles']): Place => ({
  organisation: { id: 'o', code: '', name: 'Alder', kind, sector: '' },
  roles,
});

describe('dates', () => {
  it('are written in full, the day without a nought', () => {
    expect(dateInWords('2026-11-02')).toBe('2 November 2026');
    expect(dateInWords('2027-12-31')).toBe('31 December 2027');
    expect(monthInWords('2027-03')).toBe('March 2027');
    expect(monthInWords('2026-01')).toBe('January 2026');
  });
  it('tell an edition from the one before', () => {
    expect(editionInWords({ id: 'e', number: 2, published: '2026-11-03' })).toBe(
      'Version 2, published 3 November 2026',
    );
  });
});

describe('words', () => {
  it('count in the singular and the plural', () => {
    expect([counted(0, 'objective'), counted(1, 'objective'), counted(2, 'objective')]).toEqual([
      '0 objectives',
      '1 objective',
      '2 objectives',
    ]);
    expect(counted(2, 'strategy', 'strategies')).toBe('2 strategies');
  });
  it('join a list as a person would', () => {
    expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
  });
  it('shorten a name by its legal form alone', () => {
    expect(shortName('Alderbrook Hospitals NHS Foundation Trust')).toBe('Alderbrook Hospitals');
    expect(shortName('Saltermark Ambulance Service NHS Trust')).toBe('Saltermark Ambulance Service');
    expect(shortName('Carrowmere Integrated Care System')).toBe('Carrowmere');
    expect(shortName('Marram County Council')).toBe('Marram County Council');
    expect(shortName('NHS Trust')).toBe('NHS Trust');
  });
  it('head a narrow column by the code, or by initials where there is none', () => {
    expect(columnCode({ code: 'Alder', name: 'Alderbrook Hospitals NHS Trust' })).toBe('Alder');
    expect(columnCode({ code: '', name: 'Marram County Council' })).toBe('MCC');
  });
});

describe('states', () => {
  it('differ in word, in shape and in colour', () => {
    for (const part of ['word', 'shape', 'className'] as const) {
      expect(new Set(cellLooks.map((look) => look[part])).size).toBe(9);
    }
  });
  it('say what a link and a finding are without jargon', () => {
    expect(linkState({ state: 'stale', band: 'likely' })).toBe(
      'Decided by the organisation, and the text has changed since',
    );
    expect(linkState({ state: 'suggested', band: 'possible' })).toBe(
      'Possible match, not yet reviewed by the organisation',
    );
    expect(findingKind('conflict')).toBe('possible difference to discuss');
    expect(findingKind('silence')).toBe('no published objective');
  });
});

describe('a place', () => {
  it('names the roles held there', () => {
    expect(rolesInWords(place('trust', ['cdo', 'editor']))).toBe('Chief digital officer and editor');
  });
});
