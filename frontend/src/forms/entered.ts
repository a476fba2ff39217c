/** What was entered as text under a name; nothing where it was not. */
export function textOf(entered: FormData, name: string): string {
  const value = entered.get(name);
  return typeof value === 'string' ? value : '';
}

/** What was chosen of several under a name. */
export function textsOf(entered: FormData, name: string): string[] {
  return entered.getAll(name).filter((value) => typeof value === 'string');
}
