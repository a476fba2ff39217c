import { useQuery } from '@tanstack/react-query';
import { itemCheckQuery } from '../../api/check';
import type { Item } from '../../api/strategy';
import { Finding } from './Finding';

/** What a board may ask about this item, looked at again after each save. */
export function ItemFindings({ organisation, item }: { organisation: string; item: Item }) {
  const { data, isError } = useQuery(itemCheckQuery(organisation, item));
  const open = data?.findings.filter(({ dismissed }) => dismissed === undefined) ?? [];
  return (
    <section aria-label="Strategy check of this item">
      <h2 className="nhsuk-heading-m">What a board may ask about this</h2>
      {isError && <p>It cannot be looked at now. What you write is saved all the same.</p>}
      {!isError && data === undefined && <p>Looking.</p>}
      {data !== undefined && open.length === 0 && <p>There is nothing to look at here. Well done.</p>}
      {open.length > 0 && (
        <details className="nhsuk-details">
          <summary className="nhsuk-details__summary">
            <span className="nhsuk-details__summary-text">
              {open.length === 1 ? 'One thing' : `${open.length} things`} to look at
            </span>
          </summary>
          <div className="nhsuk-details__text">
            <ul className="app-plain app-plain--spaced">
              {open.map((finding) => (
                <Finding
                  key={finding.rule.id}
                  organisation={organisation}
                  strategy={item.strategy}
                  finding={finding}
                  writes
                  under="item"
                />
              ))}
            </ul>
          </div>
        </details>
      )}
    </section>
  );
}
