const kept = 'app-invitation';

/**
 * The secret of an invitation's link, taken out of the address so that it is in no history and no picture of the
 * screen. It waits in this tab while the person signs in.
 */
export function takeSecret(): string | undefined {
  const behind = window.location.hash.slice(1);
  if (behind !== '') {
    window.history.replaceState(window.history.state, '', window.location.pathname);
    if (/^[A-Za-z0-9_-]{43}$/.test(behind)) window.sessionStorage.setItem(kept, behind);
  }
  return window.sessionStorage.getItem(kept) ?? undefined;
}

/** Once it has been accepted, or cannot be. */
export function forgetSecret(): void {
  window.sessionStorage.removeItem(kept);
}
