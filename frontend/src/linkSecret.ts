/**
 * The secret of a link, which stands behind the #: it is taken out of the address so that it is in no history and no picture of
 * the screen, and waits in this tab under a name.
 */
export const linkSecret = (name: string) => ({
  take: (): string | undefined => {
    const behind = window.location.hash.slice(1);
    if (behind !== '') {
      window.history.replaceState(window.history.state, '', window.location.pathname);
      if (/^[A-Za-z0-9_-]{43}$/.test(behind)) window.sessionStorage.setItem(name, behind);
    }
    return window.sessionStorage.getItem(name) ?? undefined;
  },

  /** Once it has been used, or cannot be. */
  forget: (): void => window.sessionStorage.removeItem(name),
});
