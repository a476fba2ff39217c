import type { FieldName, ItemFields } from '../../api/strategy';

/** Whether two values of a field say the same; what has not been said is the same as nothing. */
export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? '') === JSON.stringify(b ?? '') || (isNothing(a) && isNothing(b));
}

const isNothing = (value: unknown) =>
  value === undefined || value === '' || value === 0 || (Array.isArray(value) && value.length === 0);

/** A field that two people have changed, each in their own way. */
export interface Clash {
  name: FieldName;
  mine: unknown;
  theirs: unknown;
}

interface Merged {
  /** What is still to be saved. */
  mine: ItemFields;
  clashes: Clash[];
}

/**
 * Brings what one person has typed together with what somebody else saved meanwhile, field by field: a field that only one of
 * them changed is theirs, and one that both changed alike is saved already.
 */
export function merge(base: ItemFields, mine: ItemFields, theirs: ItemFields): Merged {
  const merged: Merged = { mine: {}, clashes: [] };
  for (const name of Object.keys(mine) as FieldName[]) {
    if (sameValue(mine[name], theirs[name])) continue;
    if (sameValue(base[name], theirs[name])) Object.assign(merged.mine, { [name]: mine[name] });
    else merged.clashes.push({ name, mine: mine[name], theirs: theirs[name] });
  }
  return merged;
}

/** What of something typed differs from what is kept. */
export function unsaved(kept: ItemFields, typed: ItemFields): ItemFields {
  return Object.fromEntries(
    Object.entries(typed).filter(([name, value]) => !sameValue(kept[name as FieldName], value)),
  );
}

/** Whether a value is whole enough to be saved: a row that has not been given its name or its words yet is not. */
export function ready(value: unknown): boolean {
  if (!Array.isArray(value)) return true;
  return value.every((row: unknown) => {
    if (typeof row !== 'object' || row === null) return true;
    return Object.entries(row).every(([part, text]) => !['name', 'role', 'what'].includes(part) || text !== '');
  });
}
