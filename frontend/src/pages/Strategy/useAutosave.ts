import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isOutage, ProblemError } from '../../api/client';
import { changeItem, readItem, strategyQuery, type Item, type ItemFields } from '../../api/strategy';
import { forgetDraft, keepTyped, typedBefore } from '../../forms/draft';
import { useClosing } from '../../forms/useClosing';
import { useDraftKey } from '../../forms/useDraftKey';
import { ready, sendable, unsaved, type Clash } from './merge';
import { Saver, type SaverView } from './saver';

/** How long after the last key what was typed is saved, in milliseconds. */
const pause = 700;

/** How long after an outage what could not be saved is tried again, in milliseconds. */
const patience = 10_000;

export interface Autosave extends SaverView {
  /** What was typed here before, and could not be saved then, has been put back. */
  resumed: boolean;
  type: (fields: ItemFields) => void;
  /** Saves at once, such as when a field is left. */
  flush: () => void;
  again: () => void;
  settle: (clash: Clash, whose: 'mine' | 'theirs') => void;
}

const isGone = (error: unknown) => error instanceof ProblemError && error.problem.status === 404;

/** Keeps what the server has of an item in the strategy that every page shows, also when this page has been left. */
async function keep(queries: QueryClient, organisation: string, saved: Promise<Item>): Promise<Item> {
  const item = await saved.catch((error: unknown) => {
    // What is gone is missed by the next page, which asks again; this one keeps what was typed.
    if (isGone(error)) void queries.invalidateQueries({ queryKey: [organisation], refetchType: 'none' });
    throw error;
  });
  const { queryKey } = strategyQuery(organisation);
  await queries.cancelQueries({ queryKey }); // what is on its way may be older
  queries.setQueryData(queryKey, (strategy) =>
    strategy == null
      ? strategy
      : { ...strategy, items: strategy.items.map((one) => (one.id === item.id ? item : one)) },
  );
  return item;
}

/** What waits in this tab: what was typed, over which fields. */
interface Waiting {
  typed: ItemFields;
  base: ItemFields;
}

/** Keeps in this tab what has not been saved, so that signing in again or a reload loses nothing, and forgets what has been. */
function keepWaiting(draft: string, { item, typed, clashes }: SaverView): void {
  const waiting = unsaved(item.fields, typed);
  if (Object.keys(waiting).length === 0) {
    forgetDraft(draft);
    return;
  }
  // What is being asked about was typed over something else than what is there: it is asked about again.
  const asked = (name: string) => clashes.some((one) => one.name === name);
  const base = Object.fromEntries(Object.entries(item.fields).filter(([name]) => name in waiting && !asked(name)));
  keepTyped(draft, { typed: waiting, base } satisfies Waiting);
}

/** Goes on with what waits in this tab, and says whether there was anything. */
function useResumed(saver: Saver, draft: string | undefined): boolean {
  const [resumed, setResumed] = useState(false);
  useEffect(() => {
    const kept = draft === undefined ? undefined : (typedBefore(draft) as Waiting | undefined);
    if (kept === undefined) return;
    setResumed(Object.keys(unsaved(saver.view.item.fields, kept.typed)).length > 0);
    saver.resume(kept.typed, kept.base);
  }, [saver, draft]);
  return resumed;
}

/** Tries again by itself what an outage kept from being saved, and at once when the connection is back. */
function useRetry(saver: Saver, { state, problem }: SaverView): void {
  useEffect(() => {
    if (state !== 'failed' || problem === undefined || !isOutage(problem)) return undefined;
    const retry = () => void saver.retry();
    const timer = setTimeout(retry, patience);
    window.addEventListener('online', retry);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', retry);
    };
  }, [saver, state, problem]);
}

/** An item that is saved as it is typed. */
export function useAutosave(organisation: string, first: Item): Autosave {
  const queries = useQueryClient();
  const draft = useDraftKey(first.id);
  const [saver] = useState(
    () =>
      new Saver(
        first,
        {
          change: (item, fields) => keep(queries, organisation, changeItem(organisation, item, sendable(fields))),
          read: ({ id }) => keep(queries, organisation, readItem(organisation, id)),
        },
        (now, before) => {
          // This goes on when the page has been left. What has not changed is not kept again: whoever signs out leaves nothing behind.
          const changed = now.item !== before.item || now.typed !== before.typed || now.clashes !== before.clashes;
          if (draft !== undefined && changed) keepWaiting(draft, now);
          setView(now);
        },
      ),
  );
  const [view, setView] = useState<SaverView>(saver.view);
  const { typed, state } = view;
  const resumed = useResumed(saver, draft);
  useRetry(saver, view);
  // What can be saved is saved by closing.
  const unready = Object.values(unsaved(view.item.fields, typed)).some((value) => !ready(value));
  useClosing(state === 'failed' || view.clashes.length > 0 || unready);

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
    resumed,
    type: (fields) => saver.type(fields),
    flush: () => void saver.save(),
    again: () => void saver.again(),
    settle: (clash, whose) => saver.settle(clash, whose),
  };
}
