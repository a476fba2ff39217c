import { useLayoutEffect, type RefObject } from 'react';

/** Whether what had the focus is gone. */
export const lost = () => document.activeElement === null || document.activeElement === document.body;

/** When what was done takes a thing away that has the focus, the heading that it stood under has it. */
export function useHeadingWhenGone(whole: RefObject<HTMLElement | null>) {
  useLayoutEffect(() => {
    const node = whole.current;
    return () => {
      if (node?.contains(document.activeElement) !== true) return;
      const home = node.closest('section, main');
      // When all that is drawn with it has been.
      setTimeout(() => {
        const heading = (home?.isConnected === true ? home : document).querySelector<HTMLElement>('h1, h2, h3');
        if (heading === null || !lost()) return;
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      });
    };
  }, [whole]);
}
