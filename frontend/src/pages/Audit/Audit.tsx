import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { SubmitEvent } from 'react';
import { auditFile, auditQuery, type AuditEntry, type AuditFilter } from '../../api/audit';
import { peopleQuery } from '../../api/people';
import { AppPage } from '../../components/AppPage';
import { momentInWords, personInWords } from '../../present';
import { auditCommands, auditKinds, auditSearch, entryInWords, whoInWords } from './present';

const route = getRouteApi('/organisations/$organisation/audit');

/** What was done, refused and signed in to, for those who say who may do what. */
export function Audit() {
  const { organisation } = route.useParams();
  const filter = route.useSearch({ select: auditSearch });
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery(
    auditQuery(organisation, filter),
  );
  const entries = data.pages.flatMap((page) => page.entries);
  return (
    <AppPage title="Audit log">
      <Filter key={JSON.stringify(filter)} organisation={organisation} filter={filter} />
      <p>
        Download these as{' '}
        <a href={auditFile(organisation, filter, 'csv')} download>
          CSV
        </a>{' '}
        or{' '}
        <a href={auditFile(organisation, filter, 'jsonl')} download>
          JSON lines
        </a>
        .
      </p>
      {entries.length === 0 ? (
        <p>There is nothing of this kind in this time.</p>
      ) : (
        <ol className="app-plain app-audit" aria-label="Entries, newest first">
          {entries.map((entry) => (
            <li key={`${entry.at} ${entry.request} ${entry.kind} ${entry.number}`}>
              <Entry organisation={organisation} entry={entry} />
            </li>
          ))}
        </ol>
      )}
      {hasNextPage && (
        <button
          type="button"
          className="nhsuk-button nhsuk-button--secondary"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Older entries
        </button>
      )}
    </AppPage>
  );
}

/** The filter is in the address, so that it can be gone back to and sent on. */
function Filter({ organisation, filter }: { organisation: string; filter: AuditFilter }) {
  const navigate = route.useNavigate();
  const { data } = useSuspenseQuery(peopleQuery(organisation));
  const people = [...data.people, ...data.waiting];
  const show = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = Object.fromEntries(new FormData(event.currentTarget).entries());
    void navigate({ search: (before) => ({ system: before.system, ...auditSearch(entered) }) });
  };
  return (
    <form onSubmit={show} className="app-filter" aria-label="Which entries">
      <div>
        <label className="nhsuk-label" htmlFor="kind">
          What
        </label>
        <select className="nhsuk-select" id="kind" name="kind" defaultValue={filter.kind ?? ''}>
          <option value="">Everything</option>
          {auditKinds.map(([kind, word]) => (
            <option key={kind} value={kind}>
              {word}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label className="nhsuk-label" htmlFor="command">
          Which change
        </label>
        <select className="nhsuk-select" id="command" name="command" defaultValue={filter.command ?? ''}>
          <option value="">Any</option>
          {auditCommands.map(([command, words]) => (
            <option key={command} value={command}>
              {words}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label className="nhsuk-label" htmlFor="person">
          Who
        </label>
        <select className="nhsuk-select" id="person" name="person" defaultValue={filter.person ?? ''}>
          <option value="">Anybody</option>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {personInWords(person)}
            </option>
          ))}
          {filter.person !== undefined && !people.some(({ id }) => id === filter.person) && (
            <option value={filter.person}>The person chosen</option>
          )}
        </select>
      </div>
      <div>
        <label className="nhsuk-label" htmlFor="since">
          From
        </label>
        <input className="nhsuk-input" type="date" id="since" name="since" defaultValue={filter.since ?? ''} />
      </div>
      <div>
        <label className="nhsuk-label" htmlFor="until">
          To
        </label>
        <input className="nhsuk-input" type="date" id="until" name="until" defaultValue={filter.until ?? ''} />
      </div>
      <button type="submit" className="nhsuk-button nhsuk-button--secondary">
        Show
      </button>
    </form>
  );
}

function Entry({ organisation, entry }: { organisation: string; entry: AuditEntry }) {
  const facts: [string, string][] = [
    ['From', entry.from],
    ['Request', entry.request],
    ['Number in the chain', entry.number === null ? '' : String(entry.number)],
  ];
  return (
    <details className="app-audit__entry">
      <summary>
        <span className="app-audit__when">{momentInWords(entry.at)}</span>{' '}
        <span className="app-audit__who">{whoInWords(entry)}</span>{' '}
        <span>
          {entryInWords(entry)}
          {entry.token && ' (by an API token)'}
        </span>
      </summary>
      <dl className="app-audit__facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([key, value]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd className="app-reference">{value}</dd>
            </div>
          ))}
        {entry.changes.map((change, index) => (
          <div key={index}>
            <dt>
              {change.table}
              {change.rows !== null && `, ${change.rows} rows`}
            </dt>
            <dd>
              {change.before !== null && <pre className="app-audit__value">before {change.before}</pre>}
              {change.after !== null && <pre className="app-audit__value">after {change.after}</pre>}
            </dd>
          </div>
        ))}
      </dl>
      {entry.person_id !== null && (
        <p>
          <Link
            to="/organisations/$organisation/audit"
            params={{ organisation }}
            search={(before) => ({ ...before, person: entry.person_id ?? undefined })}
          >
            Only what {whoInWords(entry)} did
          </Link>
        </p>
      )}
    </details>
  );
}
