import type { ComponentProps } from 'react';

interface FindProps {
  label: string;
  words: string | undefined;
  longest: number;
  find: ComponentProps<'form'>['onSubmit'];
}

/** Finds, in a list, what has some words. */
export function AppFind({ label, words, longest, find }: FindProps) {
  return (
    <form onSubmit={find} className="app-filter" role="search">
      <div>
        <label className="nhsuk-label" htmlFor="words">
          {label}
        </label>
        <input className="nhsuk-input" id="words" name="words" defaultValue={words} maxLength={longest} />
      </div>
      <button type="submit" className="nhsuk-button nhsuk-button--secondary">
        Find
      </button>
    </form>
  );
}
