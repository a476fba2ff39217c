/** A path on this site, for going back to after signing in; anything else, another site above all, is undefined. */
export function localPath(value: unknown): string | undefined {
  if (typeof value !== 'string' || !value.startsWith('/')) return undefined;
  // The browser's own reading decides: a backslash or a dot may hide the two slashes that begin another host's name.
  const here = 'https://here.invalid';
  const address = new URL(value, here);
  const path = address.pathname + address.search;
  return address.origin === here && /^\/[^/]/.test(path) ? path : undefined;
}

/** The address of a link that starts a sign-in, with where to come back to. */
export function startAddress(start: string, returnTo: string | undefined): string {
  if (returnTo === undefined) return start;
  const separator = start.includes('?') ? '&' : '?';
  return `${start}${separator}return_to=${encodeURIComponent(returnTo)}`;
}
