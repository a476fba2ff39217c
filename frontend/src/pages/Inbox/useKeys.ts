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

// Keys that go on while they are held down: those that only move.
const moving = ['j', 'k'];

/** Whether a key is for what has the focus: text fields keep their keys, and buttons and links keep Enter. */
function isKept({ target, key }: KeyboardEvent): boolean {
  const at = target instanceof Element ? target.closest(own) : null;
  const types = at?.matches('input:not([type=checkbox]), textarea, select, [contenteditable]');
  return types === true || (at !== null && key === 'Enter');
}

/** Calls what a single key stands for, where it stands for nothing else. */
export function useKeys(on: boolean, keys: Record<string, () => void>) {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!on) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (isKept(event)) return;
      const key = event.key.toLowerCase();
      const act = latest.current[key];
      if (act === undefined) return;
      event.preventDefault();
      if (!event.repeat || moving.includes(key)) act();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [on]);
}
