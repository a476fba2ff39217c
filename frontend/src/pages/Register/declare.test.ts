import { describe, expect, it } from 'vitest';
import type { RegisterEntry } from '../../api/platform';
import { endingEntered, fieldOfOrganisation, onboardingEntered, successionEntered } from './declare';

const entered = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

describe('what an operator enters', () => {
  it('is one organisation, when nothing else is named', () => {
    expect(onboardingEntered(entered({ code: ' elm ', kind: 'hospice', name: 'Elm Hospice', ods: 'abc' }))).toEqual({
      organisations: [{ code: 'elm', kind: 'hospice', name: 'Elm Hospice', ods: 'ABC', sector: undefined }],
      memberships: undefined,
    });
  });

  it('is a membership where a system is named, and a first administrator with their connection', () => {
    const declared = onboardingEntered(
      entered({
        code: 'elm',
        kind: 'hospice',
        system: 'fen',
        called: 'E',
        membership: 'partner',
        from: '2026-04-01',
        connection: 'Elm staff',
        issuer: 'https://id.elm.example',
        client_id: 'tl',
        second_factor: 'yes',
        subject: 'u-1',
      }),
    );
    expect(declared.memberships).toEqual([
      { system: 'fen', organisation: 'elm', code: 'E', kind: 'partner', from: '2026-04-01' },
    ]);
    expect(declared.connections).toMatchObject([
      { organisation: 'elm', name: 'Elm staff', second_factor: true, live: true },
    ]);
    expect(declared.administrators).toEqual([
      { organisation: 'elm', connection: { organisation: 'elm', name: 'Elm staff' }, subject: 'u-1' },
    ]);
  });

  it('ends the membership that lasts, as the register holds it', () => {
    const one = { system: 's', system_code: 'fen', organisation: 'o', code: 'E', kind: 'member', since: '2026-04-01' };
    const entry = {
      organisation: { id: 'o', code: 'elm' },
      memberships: [
        { ...one, since: '2024-04-01', until: '2025-04-01' },
        { ...one, until: null },
      ],
    } as RegisterEntry;
    expect(endingEntered(entered({ system: 's', to: '2026-12-01' }), entry)).toEqual([
      { system: 'fen', organisation: 'elm', code: 'E', kind: 'member', from: '2026-04-01', to: '2026-12-01' },
    ]);
    expect(endingEntered(entered({ system: 'other', to: '2026-12-01' }), entry)).toEqual([]);
  });

  it('is a succession', () => {
    expect(successionEntered(entered({ to: 'brack', on: '2026-04-01', state: 'done' }), 'elm')).toEqual([
      { from: 'elm', to: 'brack', on: '2026-04-01', state: 'done' },
    ]);
  });

  it('is put right at the field where it was entered', () => {
    expect(
      [
        'organisations.0.name',
        'memberships.0.kind',
        'memberships.0.code',
        'memberships.0.organisation',
        'connections.0.name',
        'connections.0.issuer',
        'administrators.0.subject',
      ].map(fieldOfOrganisation),
    ).toEqual(['name', 'membership', 'called', 'code', 'connection', 'issuer', 'subject']);
  });
});
