import type { ReactNode, SubmitEvent } from 'react';
import { textOf } from '../forms/entered';

interface AppChoicesProps<Name extends string> {
  names: readonly Name[]; // of the lists among the children
  show: (chosen: Record<Name, string | undefined>) => void; // nothing is chosen where a list's value is empty
  children: ReactNode;
}

/** Lists to choose from, and a button that shows what was chosen: going through a list by key changes nothing yet. */
export function AppChoices<Name extends string>({ names, show, children }: AppChoicesProps<Name>) {
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const chosen: Partial<Record<Name, string>> = {};
    for (const name of names) chosen[name] = textOf(entered, name) || undefined;
    show(chosen as Record<Name, string | undefined>);
  };
  return (
    <form className="app-filters" onSubmit={submit}>
      {children}
      <button type="submit" className="nhsuk-button nhsuk-button--secondary">
        Show
      </button>
    </form>
  );
}
