import type { Finding } from '../api/alignment';
import type { Schemas } from '../api/client';
import { evidenceInWords } from '../evidence';
import { capitalised, findingKind } from '../present';
import { AppObjectiveLink, AppOrganisationLink, AppTargetLink } from './AppLinks';
import { AppDiscussMark } from './AppStateMark';

interface AppFindingsProps {
  findings: Finding[];
  /** What the page is about already: no link leads there. */
  about?: string;
}

/** Things for people to look at, kind by kind, each a proposal with its evidence. */
export function AppFindings({ findings, about }: AppFindingsProps) {
  const kinds = [...new Set(findings.map(({ kind }) => kind))];
  return kinds.map((kind) => (
    <div key={kind} className={`app-findings app-findings--${kind}`}>
      <p className="app-findings__kind">
        {kind === 'conflict' && <AppDiscussMark />} {capitalised(findingKind(kind))}
      </p>
      {kind === 'orphan' && <p>That may be right: not everything has to serve the system.</p>}
      <ul className={kind === 'orphan' ? 'app-plain' : 'app-plain app-plain--spaced'}>
        {findings
          .filter((finding) => finding.kind === kind)
          .map((finding) => (
            <li key={finding.id}>
              {/* Of an objective that serves nothing the heading has said all there is. */}
              {kind !== 'orphan' && <p>{finding.reason}</p>}
              {evidenceInWords(finding.evidence).map((line) => (
                <p key={line} className="app-quiet">
                  {line}
                </p>
              ))}
              <Items finding={finding} about={about} />
            </li>
          ))}
      </ul>
    </div>
  ));
}

function Items({ finding: { items, target }, about }: { finding: Finding; about: string | undefined }) {
  return (
    <ul className="app-plain">
      {items
        .filter(({ id }) => id !== about)
        .map((item) => (
          <li key={item.id}>
            <ItemLink item={item} />
          </li>
        ))}
      {target !== null && target.id !== about && (
        <li>
          <AppTargetLink id={target.id}>
            {target.code} {target.title}
          </AppTargetLink>
        </li>
      )}
    </ul>
  );
}

function ItemLink({ item }: { item: Schemas['FindingItem'] }) {
  const words = (
    <>
      {item.code} {item.title}
    </>
  );
  switch (item.kind) {
    case 'objective':
      return <AppObjectiveLink id={item.id}>{words}</AppObjectiveLink>;
    case 'goal':
    case 'initiative':
      return <AppTargetLink id={item.id}>{words}</AppTargetLink>;
    case 'organisation':
      return <AppOrganisationLink id={item.id}>{item.title}</AppOrganisationLink>;
    case 'non_priority':
      // A non-priority has no page of its own: it stands on its organisation's.
      return (
        <>
          Not a priority:{' '}
          {item.organisation === null ? (
            words
          ) : (
            <AppOrganisationLink id={item.organisation}>{words}</AppOrganisationLink>
          )}
        </>
      );
  }
}
