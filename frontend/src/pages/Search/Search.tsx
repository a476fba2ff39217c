import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { isQuestion, searchQuery, type SearchResult, type SearchResults, type Sought } from '../../api/search';
import { AppObjectiveLink, AppOrganisationLink, AppTargetLink } from '../../components/AppLinks';
import { AppMarked } from '../../components/AppMarked';
import { AppPage } from '../../components/AppPage';
import { shortName } from '../../present';
import { manyOf } from '../Strategy/present';
import {
  alsoSentence,
  byKind,
  destinationOf,
  foundSentence,
  ignoredSentence,
  insteadSentence,
  ownerInWords,
  searchedSentence,
  stageInWords,
  unknownSentence,
} from './present';

const route = getRouteApi('/organisations/$organisation/search');
const above = getRouteApi('/organisations/$organisation');

/** What has some words, in all that a person may read. */
export function Search() {
  const { q } = route.useSearch();
  const { place } = above.useRouteContext();
  return (
    <AppPage title="Search" wide>
      {isQuestion(q) ? (
        <Answer q={q} />
      ) : (
        <p className="app-lede">
          Type two or more letters in the search box at the top of the page. {searchedSentence(place)}
        </p>
      )}
    </AppPage>
  );
}

function Answer({ q }: { q: string }) {
  const { organisation } = route.useParams();
  const sought = { ...route.useSearch(), q };
  const { data } = useSuspenseQuery(searchQuery(organisation, sought));
  const notes = [insteadSentence(data), alsoSentence(data), unknownSentence(data)].filter((note) => note !== undefined);
  return (
    <>
      <div role="status">
        <p className="app-lede">{foundSentence(data, q)}</p>
        {notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </div>
      {data.total === 0 && (
        <p>
          {ignoredSentence(data) ??
            'Check the spelling, use fewer words, or take away a filter. You may not be able to see what you look for.'}
        </p>
      )}
      <div className="app-found">
        <Facets data={data} sought={sought} />
        <div>
          {byKind(data.results).map(({ kind, results }) => (
            <section key={kind}>
              <h2 className="nhsuk-heading-m">{manyOf(kind)}</h2>
              <ul className="app-plain app-plain--spaced">
                {results.map((result) => (
                  <Result key={`${result.id} ${result.stage}`} result={result} />
                ))}
              </ul>
            </section>
          ))}
        </div>
      </div>
    </>
  );
}

function Result({ result }: { result: SearchResult }) {
  const { stage, code, excerpt } = result;
  const { place } = above.useRouteContext();
  return (
    <li>
      <h3 className="nhsuk-heading-s app-coverage__name">
        <To result={result}>
          {code} <AppMarked segments={result.title} />
        </To>
      </h3>
      {excerpt.length > 0 && (
        <p className="nhsuk-u-margin-bottom-1">
          <AppMarked segments={excerpt} />
        </p>
      )}
      <p className="app-quiet">
        {ownerInWords(result, place.organisation)}. {stageInWords(stage)}
      </p>
    </li>
  );
}

function To({ result, children }: { result: SearchResult; children: ReactNode }) {
  const { organisation } = route.useParams();
  const { place } = above.useRouteContext();
  switch (destinationOf(result, place.organisation)) {
    case 'item':
      return (
        <Link
          to="/organisations/$organisation/strategy/$kind/$item"
          params={{ organisation, kind: result.kind, item: result.id }}
        >
          {children}
        </Link>
      );
    case 'objective':
      return <AppObjectiveLink id={result.id}>{children}</AppObjectiveLink>;
    case 'target':
      return <AppTargetLink id={result.id}>{children}</AppTargetLink>;
    case 'organisation':
      return <AppOrganisationLink id={result.owner.id}>{children}</AppOrganisationLink>;
    case undefined:
      return children;
  }
}

interface Choice {
  key: string;
  word: string;
  count: number;
  chosen: boolean;
  search: Sought;
}

function Facets({ data, sought }: { data: SearchResults; sought: Sought }) {
  const kinds = data.kinds.map(({ kind, count }): Choice => {
    const chosen = sought.of === kind;
    return { key: kind, word: manyOf(kind), count, chosen, search: { ...sought, of: chosen ? undefined : kind } };
  });
  const owners = data.owners.map(({ owner: { id, name }, count }): Choice => {
    const chosen = sought.owner === id;
    return { key: id, word: shortName(name), count, chosen, search: { ...sought, owner: chosen ? undefined : id } };
  });
  const stages = data.stages.map(({ stage, count }): Choice => {
    const chosen = sought.stage === stage;
    const search = { ...sought, stage: chosen ? undefined : stage };
    return { key: stage, word: stageInWords(stage), count, chosen, search };
  });
  if (kinds.length + owners.length + stages.length === 0) return <div />;
  return (
    <nav aria-label="Narrow the results">
      <Facet heading="Kind" choices={kinds} />
      <Facet heading="Organisation" choices={owners} />
      <Facet heading="Stage" choices={stages} />
    </nav>
  );
}

function Facet({ heading, choices }: { heading: string; choices: Choice[] }) {
  const { organisation } = route.useParams();
  if (choices.length === 0) return null;
  return (
    <>
      <h2 className="nhsuk-heading-s">{heading}</h2>
      <ul className="app-plain">
        {choices.map(({ key, word, count, chosen, search }) => (
          <li key={key}>
            <Link
              to="/organisations/$organisation/search"
              params={{ organisation }}
              search={search}
              resetScroll={false}
            >
              {chosen && <span className="nhsuk-u-visually-hidden">Take away the filter: </span>}
              {word} ({count})
            </Link>
            {chosen && (
              <strong aria-hidden="true" className="app-found__chosen">
                {' '}
                ✕ chosen
              </strong>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
