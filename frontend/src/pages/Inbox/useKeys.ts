import { useEffect, useRef, useState } from 'react';

const kept = 'throughline-inbox-keys';

/** Whether single keys act here. A person may turn them off (WCAG 2.1.4), and the browser remembers it. */
export function useKeysOn(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem(kept) !== 'off');
  return [
    on,
    (now) => {
      localStorage.setItem(kept, now ? 'on' : 'off');
      setOn(now);
    },
  ];
}

// Where a key means something by itself.
const own = 'input, textarea, select, button, a, summary, [contenteditable]';

/** Calls what a single key stands for. Text fields keep their keys, and buttons and links keep Enter. */
export function useKeys(on: boolean, keys: Record<string, () => void>) {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!on) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const at = event.target instanceof Element ? event.target.closest(own) : null;
      const types = at?.matches('input:not([type=checkbox]), textarea, select, [contenteditable]');
      if (types === true || (at !== null && event.key === 'Enter')) return;
      const act = latest.current[event.key.toLowerCase()];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [on]);
}
