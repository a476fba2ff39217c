import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../api/client';
import type { Item, ItemFields } from '../../api/strategy';
import { Refusal } from '../../testing/app';
import { ready } from './merge';
import { Saver, type SaverView } from './saver';

const item = (fields: ItemFields, version = 1): Item => ({
  id: 'o1',
  strategy: 's',
  kind: 'objective',
  code: 'O1',
  fields,
  version,
  updated: '2026-11-23T12:00:00Z',
});

const refused = (status: number, ...names: string[]) =>
  new ProblemError({
    ...new Refusal(status, 'No').problem(),
    fields: names.map((name) => ({ name, reason: 'It is wrong.' })),
  });

/** A server that keeps one item, as others may have changed it, and refuses a field that says so. */
function serverOf(first: Item) {
  const at = { item: first, sent: [] as ItemFields[], down: false, unread: false };
  const server = {
    read: () => (at.unread ? Promise.reject(refused(503)) : Promise.resolve(at.item)),
    change: ({ version }: Item, fields: ItemFields) => {
      if (at.down) return Promise.reject(refused(503));
      at.sent.push(fields);
      if (version !== at.item.version) return Promise.reject(refused(412));
      const wrong = [...(fields.due === 'spring' ? ['due'] : []), ...((fields.rank ?? 0) < 0 ? ['rank'] : [])];
      if (wrong.length > 0) return Promise.reject(refused(422, ...wrong));
      at.item = item({ ...at.item.fields, ...fields }, version + 1);
      return Promise.resolve(at.item);
    },
  };
  const views: SaverView[] = [];
  return { at, views, saver: new Saver(first, server, (view) => views.push(view)) };
}

describe('what is typed', () => {
  it('is saved field by field, and only what changed', async () => {
    const { at, saver } = serverOf(item({ title: 'A', owner: 'COO' }));
    saver.type({ title: 'B', owner: 'COO' });
    await saver.save();
    expect(at.sent).toEqual([{ title: 'B' }]);
    expect(saver.view).toMatchObject({ state: 'saved', item: { version: 2 } });
  });

  it('goes over what somebody else saved in other fields', async () => {
    const { at, saver } = serverOf(item({ title: 'A', owner: 'COO' }));
    at.item = item({ title: 'A', owner: 'Chief nurse' }, 2);
    saver.type({ title: 'B' });
    await saver.save();
    expect(at.item.fields).toEqual({ title: 'B', owner: 'Chief nurse' });
    expect(saver.view).toMatchObject({ state: 'saved', clashes: [] });
  });

  it('is asked about where both changed the same, while the rest is saved', async () => {
    const { at, saver } = serverOf(item({ title: 'A' }));
    at.item = item({ title: 'Theirs' }, 2);
    saver.type({ title: 'Mine', owner: 'COO' });
    await saver.save();
    expect(at.item.fields).toEqual({ title: 'Theirs', owner: 'COO' });
    expect(saver.view.clashes).toEqual([{ name: 'title', mine: 'Mine', theirs: 'Theirs' }]);
    expect(saver.view.typed).toEqual({ title: 'Mine' });
    saver.settle({ name: 'title', mine: 'Mine', theirs: 'Theirs' }, 'mine');
    await saver.save();
    expect(at.item.fields.title).toBe('Mine');
  });

  it('is asked about still when it is typed on, and when others go on too', async () => {
    const { at, saver } = serverOf(item({ title: 'A', owner: 'COO' }));
    at.item = item({ title: 'Theirs', owner: 'COO' }, 2);
    saver.type({ title: 'Mine' });
    await saver.save();
    saver.type({ title: 'Mine, longer' });
    await saver.save();
    expect(at.item.fields.title).toBe('Theirs');
    expect(saver.view.clashes).toEqual([{ name: 'title', mine: 'Mine, longer', theirs: 'Theirs' }]);
    at.item = item({ title: 'Theirs', owner: 'Chief nurse' }, 3);
    saver.type({ due: '2027-03' });
    await saver.save();
    expect(saver.view.clashes).toEqual([{ name: 'title', mine: 'Mine, longer', theirs: 'Theirs' }]);
    saver.settle({ name: 'title', mine: 'Mine, longer', theirs: 'Theirs' }, 'mine');
    await saver.save();
    expect(at.item.fields).toEqual({ title: 'Mine, longer', owner: 'Chief nurse', due: '2027-03' });
  });

  it('is asked about as well where it was typed while another field was on its way', async () => {
    const { at, saver } = serverOf(item({ title: 'A', owner: 'COO' }));
    at.item = item({ title: 'A', owner: 'Chief nurse' }, 2);
    saver.type({ title: 'B' });
    const saving = saver.save();
    saver.type({ owner: 'Medical director' });
    await saving;
    expect(at.item.fields).toEqual({ title: 'B', owner: 'Chief nurse' });
    expect(saver.view.clashes).toHaveLength(1);
  });

  it('gives way where that is chosen', async () => {
    const { at, saver } = serverOf(item({ title: 'A' }));
    at.item = item({ title: 'Theirs' }, 2);
    saver.type({ title: 'Mine' });
    await saver.save();
    saver.settle({ name: 'title', mine: 'Mine', theirs: 'Theirs' }, 'theirs');
    await saver.save();
    expect(at.item.fields.title).toBe('Theirs');
    expect(saver.view.typed).toEqual({});
  });

  it('stays when it is refused, and does not hold up the rest', async () => {
    const { at, saver } = serverOf(item({ title: 'A' }));
    saver.type({ due: 'spring', owner: 'COO' });
    await saver.save();
    expect(at.item.fields).toEqual({ title: 'A', owner: 'COO' });
    expect(saver.view.typed).toEqual({ due: 'spring' });
    expect(saver.view.state).toBe('failed');
    expect(saver.view.problem?.fields).toHaveLength(1);
    saver.type({ due: '2027-03' });
    await saver.save();
    expect(at.item.fields.due).toBe('2027-03');
    expect(saver.view).toMatchObject({ state: 'saved', problem: undefined });
  });

  it('is wrong no longer when it says again what is saved', async () => {
    const { at, saver } = serverOf(item({ due: '2027-01', rank: 1 }));
    saver.type({ due: 'spring' });
    await saver.save();
    expect(saver.view).toMatchObject({ state: 'failed', problem: { status: 422 } });
    saver.type({ due: '2027-01' });
    await saver.save();
    expect(saver.view).toMatchObject({ state: 'saved', problem: undefined });
    expect(at.sent).toEqual([{ due: 'spring' }]);
  });

  it('keeps what is said of one field when another that was wrong too has been put right', async () => {
    const { saver } = serverOf(item({ title: 'A', due: '2027-01' }));
    saver.type({ due: 'spring', rank: -1 });
    await saver.save();
    expect(saver.view.problem?.fields.map(({ name }) => name)).toEqual(['due', 'rank']);
    saver.type({ rank: 0 });
    await saver.save();
    expect(saver.view).toMatchObject({ state: 'failed', problem: { fields: [{ name: 'due' }] } });
  });

  it('is tried again after an outage, and what is said stays until it is saved', async () => {
    const { at, saver, views } = serverOf(item({ title: 'A' }));
    at.down = true;
    saver.type({ title: 'B' });
    await saver.save();
    const shown = views.length;
    await saver.retry();
    expect(views.slice(shown).map(({ state }) => state)).toEqual(['failed']);
    at.down = false;
    await saver.retry();
    expect(at.item.fields.title).toBe('B');
    expect(saver.view).toMatchObject({ state: 'saved', problem: undefined });
  });

  it('waits when what somebody else changed cannot be read', async () => {
    const { at, saver } = serverOf(item({ title: 'A' }));
    at.item = item({ title: 'A', owner: 'COO' }, 2);
    at.unread = true;
    saver.type({ title: 'B' });
    await saver.save();
    expect(saver.view).toMatchObject({ state: 'failed', problem: { status: 503 }, typed: { title: 'B' } });
    at.unread = false;
    await saver.again();
    expect(at.item.fields).toEqual({ title: 'B', owner: 'COO' });
  });

  it('in the middle of saving is saved after it', async () => {
    const { at, saver } = serverOf(item({ title: 'A' }));
    saver.type({ title: 'B' });
    const saving = saver.save();
    saver.type({ title: 'BC' });
    await saving;
    expect(at.item.fields.title).toBe('BC');
    expect(at.sent).toEqual([{ title: 'B' }, { title: 'BC' }]);
  });

  it('waits while a row has no name', () => {
    expect(ready([{ name: '', baseline: '', target: '' }])).toBe(false);
    expect(ready([{ role: 'porter', what: '' }])).toBe(false);
    expect(ready([{ name: 'wards', baseline: '', target: '' }, 'A1'])).toBe(true);
    expect(ready('')).toBe(true);
  });
});
