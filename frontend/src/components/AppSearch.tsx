import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, type SubmitEvent } from 'react';
import { longestQuestion } from '../api/search';
import { textOf } from '../forms/entered';

/** Looks for words in all that a person may read; on every page of those who read what is published. */
export function AppSearch({ organisation }: { organisation: string }) {
  const navigate = useNavigate();
  const { q } = useSearch({ strict: false });
  const words = useRef<HTMLInputElement>(null);
  // The box says what is looked for, and keeps the focus while somebody looks for something else.
  useEffect(() => {
    if (words.current !== null) words.current.value = q ?? '';
  }, [q]);
  const find = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = textOf(new FormData(event.currentTarget), 'q').trim();
    void navigate({
      to: '/organisations/$organisation/search',
      params: { organisation },
      search: entered === '' ? {} : { q: entered },
    });
  };
  return (
    <form onSubmit={find} className="app-search" role="search" aria-label="All strategies">
      <label className="nhsuk-u-visually-hidden" htmlFor="search-all">
        Search strategies
      </label>
      <input
        className="app-search__words"
        id="search-all"
        name="q"
        type="search"
        ref={words}
        defaultValue={q}
        maxLength={longestQuestion}
        placeholder="Search strategies"
        autoComplete="off"
      />
      <button type="submit" className="app-search__button">
        Search
      </button>
    </form>
  );
}
