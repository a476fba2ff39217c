interface AppSortHeadingProps {
  word: string;
  numeric?: boolean;
  /** How the table is sorted by this column now, if it is. */
  order: 'ascending' | 'descending' | undefined;
  sort: () => void;
}

/** A column heading that sorts its table; the design system draws its arrow. */
export function AppSortHeading({ word, numeric = false, order, sort }: AppSortHeadingProps) {
  return (
    <th
      scope="col"
      role="columnheader"
      aria-sort={order ?? 'none'}
      data-sort=""
      className={numeric ? 'nhsuk-table__header nhsuk-table__header--numeric' : 'nhsuk-table__header'}
    >
      <button type="button" className="nhsuk-link" onClick={sort}>
        {word}
      </button>
    </th>
  );
}
