import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { changeItem, readItem, strategyQuery, type Item, type ItemFields } from '../../api/strategy';
import type { Clash } from './merge';
import { Saver, type SaverView } from './saver';

/** How long after the last key what was typed is saved, in milliseconds. */
const pause = 700;

export interface Autosave extends SaverView {
  type: (fields: ItemFields) => void;
  /** Saves at once, such as when a field is left. */
  flush: () => void;
  again: () => void;
  settle: (clash: Clash, whose: 'mine' | 'theirs') => void;
}

/** Keeps what the server has of an item in the strategy that every page shows, also when this page has been left. */
async function keep(queries: QueryClient, organisation: string, saved: Promise<Item>): Promise<Item> {
  const item = await saved;
  const { queryKey } = strategyQuery(organisation);
  await queries.cancelQueries({ queryKey }); // what is on its way may be older
  queries.setQueryData(queryKey, (strategy) =>
    strategy == null
      ? strategy
      : { ...strategy, items: strategy.items.map((one) => (one.id === item.id ? item : one)) },
  );
  return item;
}

/** An item that is saved as it is typed. */
export function useAutosave(organisation: string, first: Item): Autosave {
  const queries = useQueryClient();
  const [saver] = useState(
    () =>
      new Saver(
        first,
        {
          change: (item, fields) => keep(queries, organisation, changeItem(organisation, item, fields)),
          read: ({ id }) => keep(queries, organisation, readItem(organisation, id)),
        },
        (now) => setView(now),
      ),
  );
  const [view, setView] = useState<SaverView>(saver.view);
  const { typed, state } = view;

  useEffect(() => {
    if (state !== 'typing') return undefined;
    const timer = setTimeout(() => void saver.save(), pause);
    return () => clearTimeout(timer);
  }, [state, typed, saver]);

  // A page that is closed or left saves what was typed last.
  useEffect(() => {
    const flush = () => void saver.save();
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [saver]);

  return {
    ...view,
    type: (fields) => saver.type(fields),
    flush: () => void saver.save(),
    again: () => void saver.again(),
    settle: (clash, whose) => saver.settle(clash, whose),
  };
}
