import { useCallback, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { moved, within, type Position, type Size } from './grid';

/** The attributes by which a cell of the grid is found. */
export function place(row: number, column: number) {
  return { 'data-row': row, 'data-column': column };
}

function find(grid: Element, { row, column }: Position): HTMLElement | null {
  return grid.querySelector(`[data-row="${row}"][data-column="${column}"]`);
}

/** One stop of the Tab key for the whole grid, moved by the arrow keys and by whatever takes the focus. */
export function useGrid(size: Size) {
  const [position, setPosition] = useState<Position>({ row: 1, column: 1 });
  const active = within(position, size);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.metaKey || event.shiftKey) return;
    const next = moved(active, event.key, event.ctrlKey, size);
    if (next === undefined) return;
    event.preventDefault();
    setPosition(next);
    find(event.currentTarget, next)?.focus();
  };

  const onFocus = useCallback((event: FocusEvent<HTMLElement>) => {
    const { row, column } = event.target.dataset;
    if (row !== undefined && column !== undefined) setPosition({ row: Number(row), column: Number(column) });
  }, []);

  return { active, onKeyDown, onFocus };
}
