import type { ReactNode } from 'react';
import { capitalised, type StateLook } from '../present';

// Drawn, not typed: what ◐ and ◌ look like depends on the fonts of the reader's machine. Everything is in
// currentColor, so that a high-contrast setting recolours the shapes with the text.
const shapes: Record<Exclude<StateLook['shape'], 'words'>, ReactNode> = {
  disc: <circle cx="8" cy="8" r="6.5" fill="currentColor" />,
  half: (
    <>
      <circle cx="8" cy="8" r="5.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M8 2.25a5.75 5.75 0 0 0 0 11.5z" fill="currentColor" />
    </>
  ),
  dotted: (
    <circle cx="8" cy="8" r="5.75" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="2.25 2.266" />
  ),
  ring: <circle cx="8" cy="8" r="5.75" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  again: (
    <>
      <circle cx="8" cy="8" r="5.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <circle cx="8" cy="8" r="2.25" fill="currentColor" />
    </>
  ),
  dash: <path d="M4.5 8h7" stroke="currentColor" strokeWidth="1.5" />,
  lock: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
  cross: <path d="M4 4l8 8M12 4l-8 8" stroke="currentColor" strokeWidth="1.75" />,
};

/** The shape of a state. It says nothing to a screen reader: the word beside it does. */
export function AppStateMark({ look: { shape, className } }: { look: StateLook }) {
  if (shape === 'words') {
    return (
      <span aria-hidden="true" className={`app-mark app-mark--words ${className}`}>
        n/a
      </span>
    );
  }
  return (
    <svg aria-hidden="true" focusable="false" className={`app-mark ${className}`} viewBox="0 0 16 16">
      {shapes[shape]}
    </svg>
  );
}

/** A diamond: there is a possible difference to discuss. It stands beside a state and never replaces it. */
export function AppDiscussMark() {
  return (
    <svg aria-hidden="true" focusable="false" className="app-mark app-mark--discuss" viewBox="0 0 16 16">
      <path d="M8 .75 15.25 8 8 15.25.75 8z" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M8 4.75v3.75" stroke="currentColor" strokeWidth="1.75" />
      <circle cx="8" cy="10.75" r="1" fill="currentColor" />
    </svg>
  );
}

/** Shape and word together. */
export function AppState({ look }: { look: StateLook }) {
  return (
    <span className="app-state">
      <AppStateMark look={look} /> {capitalised(look.word)}
    </span>
  );
}

/** The diamond and its words. */
export function AppDiscuss() {
  return (
    <span className="app-state">
      <AppDiscussMark /> Possible difference to discuss
    </span>
  );
}
