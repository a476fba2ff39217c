/** A place in the grid: row 0 holds the headings, column 0 the goals and initiatives. */
export interface Position {
  row: number;
  column: number;
}

/** How many rows and columns there are, headings among them. */
export interface Size {
  rows: number;
  columns: number;
}

/** The nearest place that exists: a filter may have taken away the one that was. */
export function within({ row, column }: Position, { rows, columns }: Size): Position {
  return { row: Math.max(0, Math.min(row, rows - 1)), column: Math.max(0, Math.min(column, columns - 1)) };
}

/** Where a key leads by the grid pattern of the ARIA Authoring Practices; undefined for a key that moves nothing. */
export function moved(from: Position, key: string, control: boolean, size: Size): Position | undefined {
  const { row, column } = within(from, size);
  switch (key) {
    case 'ArrowUp':
      return within({ row: row - 1, column }, size);
    case 'ArrowDown':
      return within({ row: row + 1, column }, size);
    case 'ArrowLeft':
      return within({ row, column: column - 1 }, size);
    case 'ArrowRight':
      return within({ row, column: column + 1 }, size);
    case 'Home':
      return { row: control ? 0 : row, column: 0 };
    case 'End':
      return { row: control ? size.rows - 1 : row, column: size.columns - 1 };
    default:
      return undefined;
  }
}
