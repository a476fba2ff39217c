import { getRouteApi, useLocation, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useRef } from 'react';
import { cellParameter, type CellId } from './search';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The cell was opened from this page, so that going back closes it. */
    opened?: true;
  }
}

const route = getRouteApi('/organisations/$organisation/alignment');

/** The id of whatever opens a cell, so that the focus can go back there. */
export function openerId(cell: CellId): string {
  return `cell-${cellParameter(cell)}`;
}

/**
 * Opens and closes a cell by the address. Opening is a step that the Back button undoes; changing cells while one is
 * open is not. When a cell closes, in whatever way, the focus goes back to what opened it.
 */
export function useCell(cell: CellId | undefined) {
  const navigate = route.useNavigate();
  const router = useRouter();
  const openedHere = useLocation({ select: ({ state }) => state.opened === true });
  const isOpen = cell !== undefined;
  const parameter = isOpen ? cellParameter(cell) : undefined;
  const last = useRef(parameter);

  useEffect(() => {
    if (parameter === undefined && last.current !== undefined) {
      document.getElementById(`cell-${last.current}`)?.focus();
    }
    last.current = parameter;
  }, [parameter]);

  const open = useCallback(
    (next: CellId) => {
      void navigate({
        search: (rest) => ({ ...rest, cell: cellParameter(next) }),
        state: (rest) => ({ ...rest, opened: true }),
        replace: isOpen,
        resetScroll: false,
      });
    },
    [navigate, isOpen],
  );

  const close = useCallback(() => {
    if (openedHere) router.history.back();
    else void navigate({ search: (rest) => ({ ...rest, cell: undefined }), replace: true, resetScroll: false });
  }, [navigate, openedHere, router]);

  useEffect(() => {
    if (!isOpen) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) close();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isOpen, close]);

  return { open, close };
}
