import type { ItemFields } from '../../api/strategy';

/** Whether two values of a field say the same; what has not been said is the same as nothing. */
export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? '') === JSON.stringify(b ?? '') || (isNothing(a) && isNothing(b));
}

const isNothing = (value: unknown) =>
  value === undefined || value === '' || value === 0 || (Array.isArray(value) && value.length === 0);

/** A field that two people have changed, each in their own way. */
export interface Clash<Fields = ItemFields> {
  name: keyof Fields;
  mine: unknown;
  theirs: unknown;
}

interface Merged<Fields> {
  /** What is still to be saved. */
  mine: Fields;
  clashes: Clash<Fields>[];
}

/**
 * Brings what one person has typed together with what somebody else saved meanwhile, field by field: a field that only one of
 * them changed is theirs, and one that both changed alike is saved already.
 */
export function merge<Fields extends object = ItemFields>(
  base: NoInfer<Fields>,
  mine: NoInfer<Fields>,
  theirs: NoInfer<Fields>,
): Merged<Fields> {
  const merged: Merged<Fields> = { mine: {} as Fields, clashes: [] };
  for (const name of Object.keys(mine) as (keyof Fields)[]) {
    if (sameValue(mine[name], theirs[name])) continue;
    if (sameValue(base[name], theirs[name])) merged.mine[name] = mine[name];
    else merged.clashes.push({ name, mine: mine[name], theirs: theirs[name] });
  }
  return merged;
}

/** What of something typed differs from what is kept. */
export function unsaved<Fields extends object = ItemFields>(kept: NoInfer<Fields>, typed: NoInfer<Fields>): Fields {
  const left = Object.entries(typed).filter(([name, value]) => !sameValue(kept[name as keyof Fields], value));
  return Object.fromEntries(left) as Fields;
}

/** What was typed as the server takes it: a rank that is no number becomes one that it refuses in its own words. */
export const sendable = (fields: ItemFields): ItemFields =>
  'rank' in fields && typeof fields.rank !== 'number' ? { ...fields, rank: -1 } : fields;

/** Whether a value is whole enough to be saved: a row that has not been given its name or its words yet is not. */
export function ready(value: unknown): boolean {
  if (!Array.isArray(value)) return true;
  return value.every((row: unknown) => {
    if (typeof row !== 'object' || row === null) return true;
    return Object.entries(row).every(([part, text]) => !['name', 'role', 'what'].includes(part) || text !== '');
  });
}
