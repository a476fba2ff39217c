import { describe, expect, it } from 'vitest';
import type { Place } from './api/session';
import {
  entriesOf,
  mayAnswerBoard,
  mayMakeTokens,
  mayReadStrategy,
  maySearch,
  maySeeTokens,
  placeIsInSystems,
} from './places';
import { alder, council, system } from './testing/fixtures';

const words = (place: Place) => entriesOf(place).map(({ word }) => word);
const platform: Place = { organisation: { ...system, kind: 'platform' }, roles: ['operator'] };

describe('where a person may go', () => {
  it('is by what they hold there', () => {
    expect(words({ organisation: system, roles: ['system_lead'] })).toEqual([
      'Alignment',
      'Strategy',
      'Members',
      'Capabilities',
      'Settings',
    ]);
    expect(words({ organisation: alder, roles: ['cdo'] })).toEqual([
      'Alignment',
      'Inbox',
      'Strategy',
      'Board',
      'Capabilities',
      'Settings',
    ]);
    expect(words({ organisation: council, roles: ['partner_viewer'] })).toEqual(['Shared with us']);
    expect(words({ organisation: alder, roles: ['administrator'] })).toEqual([
      'People',
      'Signing in',
      'Audit log',
      'Settings',
    ]);
    expect(words({ organisation: alder, roles: ['administrator', 'cdo'] })[0]).toBe('Alignment');
    expect(words(platform)).toEqual(['Organisations', 'Approvals', 'Repairs', 'People', 'Signing in', 'Audit log']);
    expect(words({ organisation: alder, roles: [] })).toEqual([]);
  });

  it('tells who answers for a board from who writes for it', () => {
    expect(mayAnswerBoard({ organisation: alder, roles: ['viewer'] })).toBe(true);
    expect(mayAnswerBoard({ organisation: alder, roles: ['cdo'] })).toBe(true);
    expect(mayAnswerBoard({ organisation: alder, roles: ['editor', 'administrator'] })).toBe(false);
  });

  it('tells who searches from who reads what is being written', () => {
    const partner: Place = { organisation: council, roles: ['partner_viewer'] };
    expect([maySearch(partner), mayReadStrategy(partner)]).toEqual([true, false]);
    expect(maySearch({ organisation: council, roles: ['partner_contributor'] })).toBe(true);
    expect(mayReadStrategy({ organisation: alder, roles: ['viewer'] })).toBe(true);
    expect(maySearch({ organisation: alder, roles: ['administrator'] })).toBe(false);
  });

  it('tells who looks at systems and who may make tokens', () => {
    expect(placeIsInSystems({ organisation: alder, roles: [] })).toBe(true);
    expect(placeIsInSystems({ organisation: system, roles: [] })).toBe(false);
    expect(placeIsInSystems(platform)).toBe(false);
    expect(mayMakeTokens({ organisation: alder, roles: ['viewer'] })).toBe(true);
    expect(mayMakeTokens({ organisation: alder, roles: ['administrator'] })).toBe(false);
    expect(maySeeTokens({ organisation: alder, roles: ['administrator'] })).toBe(true);
    expect(mayMakeTokens(platform)).toBe(false);
  });
});
