/** What was entered as text under a name; nothing where it was not. */
export function textOf(entered: FormData, name: string): string {
  const value = entered.get(name);
  return typeof value === 'string' ? value : '';
}

/** What was chosen of several under a name. */
export function textsOf(entered: FormData, name: string): string[] {
  return entered.getAll(name).filter((value) => typeof value === 'string');
}

/** The whole number that was entered under a name; what is none is sent as one that the server refuses. */
export function wholeOf(entered: FormData, name: string): number {
  return wholeFrom(textOf(entered, name)) ?? -1;
}

/** The whole number that a text is; undefined where it is none. */
export function wholeFrom(text: string): number | undefined {
  return /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : undefined;
}
