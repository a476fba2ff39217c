/** A path on this site, for going back to after signing in; anything else, another site above all, is undefined. */
export function localPath(value: unknown): string | undefined {
  if (typeof value !== 'string' || !value.startsWith('/') || value.startsWith('//') || value.includes('\\')) {
    return undefined;
  }
  const address = new URL(value, 'https://here.invalid');
  if (address.origin !== 'https://here.invalid') return undefined;
  const path = address.pathname + address.search;
  return path === '/' ? undefined : path;
}

/** The address of a link that starts a sign-in, with where to come back to. */
export function startAddress(start: string, returnTo: string | undefined): string {
  if (returnTo === undefined) return start;
  const separator = start.includes('?') ? '&' : '?';
  return `${start}${separator}return_to=${encodeURIComponent(returnTo)}`;
}
