const keys = [
  ['J', 'next suggestion, and on to the next objective'],
  ['K', 'the one before'],
  ['N', 'next objective'],
  ['Enter', 'confirm'],
  ['P', 'confirm as partial'],
  ['1', 'make it the main one'],
  ['X', 'reject, with a reason'],
  ['U', 'undo what was done last'],
  ['T', 'take back this one alone'],
  ['?', 'show or hide this'],
] as const;

interface HelpProps {
  open: boolean;
  toggle: () => void;
  on: boolean;
  set: (on: boolean) => void;
}

/** What the keys do, and whether they do anything. */
export function Help({ open, toggle, on, set }: HelpProps) {
  return (
    <section className="app-inbox__help">
      <button type="button" className="app-link-button" aria-expanded={open} onClick={toggle}>
        Keys
      </button>
      {open && (
        <>
          <dl className="app-keys">
            {keys.map(([key, what]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
          <div className="nhsuk-checkboxes nhsuk-checkboxes--small">
            <div className="nhsuk-checkboxes__item">
              <input
                className="nhsuk-checkboxes__input"
                type="checkbox"
                id="inbox-keys"
                checked={on}
                onChange={(event) => set(event.currentTarget.checked)}
              />
              <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor="inbox-keys">
                Single keys act on this page
              </label>
            </div>
          </div>
        </>
      )}
    </section>
  );
}
