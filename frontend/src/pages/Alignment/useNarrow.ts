import { useSyncExternalStore } from 'react';

// Below this a picture of several organisations cannot be read: the page shows one goal at a time.
const query = '(max-width: 47.99em)';

function subscribe(changed: () => void): () => void {
  const list = window.matchMedia(query);
  list.addEventListener('change', changed);
  return () => list.removeEventListener('change', changed);
}

/** Whether the window is too narrow for the picture. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
