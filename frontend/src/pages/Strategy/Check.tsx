import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { checkQuery, type CheckFinding, type CheckGroup } from '../../api/check';
import { strategyQuery, type Strategy } from '../../api/strategy';
import { AppPage } from '../../components/AppPage';
import { mayWriteStrategy } from '../../places';
import { Finding } from './Finding';

const route = getRouteApi('/organisations/$organisation/strategy/check');
const above = getRouteApi('/organisations/$organisation');

const groups: readonly { group: CheckGroup; heading: string }[] = [
  { group: 'board', heading: 'What a board may ask' },
  { group: 'good', heading: 'Signs of a good strategy still to show' },
  { group: 'weak', heading: 'Signs of a weak strategy to look at' },
  { group: 'completeness', heading: 'What is still to be said' },
];

/** The strategy as it is being written, held against what is known of good ones, for its authors alone. */
export function Check() {
  const { organisation } = route.useParams();
  const { data: strategy } = useSuspenseQuery(strategyQuery(organisation));
  if (strategy === null) {
    return (
      <AppPage title="Strategy check">
        <p>
          Nothing has been written yet.{' '}
          <Link to="/organisations/$organisation/strategy/draft" params={{ organisation }}>
            Begin the strategy
          </Link>
        </p>
      </AppPage>
    );
  }
  return <Checked organisation={organisation} strategy={strategy} />;
}

function Checked({ organisation, strategy }: { organisation: string; strategy: Strategy }) {
  const { place } = above.useRouteContext();
  const { data } = useSuspenseQuery(checkQuery(organisation, strategy.id));
  const open = data.findings.filter(({ dismissed }) => dismissed === undefined);
  const dismissed = data.findings.filter((finding) => finding.dismissed !== undefined);
  const shown = { organisation, strategy: strategy.id, writes: mayWriteStrategy(place) };
  return (
    <AppPage title="Strategy check" caption={strategy.title}>
      <p>
        This is for you alone: nobody outside your organisation sees it, and it is no score. It helps you to answer what
        a board may ask before it does.
      </p>
      <p role="status">
        {open.length === 0
          ? 'There is nothing to look at. Well done.'
          : `${open.length === 1 ? 'One thing' : `${open.length} things`} to look at.`}
      </p>
      <ul>
        {groups.map(({ group, heading }) => (
          <li key={group}>
            {heading}: {open.filter((finding) => finding.group === group).length}
          </li>
        ))}
      </ul>
      {groups.map(({ group, heading }) => (
        <Group key={group} {...shown} heading={heading} findings={open.filter((one) => one.group === group)} />
      ))}
      <Group {...shown} heading="Dismissed" findings={dismissed} />
      <p>
        <Link to="/organisations/$organisation/strategy/draft" params={{ organisation }}>
          The whole strategy
        </Link>
      </p>
    </AppPage>
  );
}

interface GroupProps {
  organisation: string;
  strategy: string;
  writes: boolean;
  heading: string;
  findings: CheckFinding[];
}

function Group({ heading, findings, ...shown }: GroupProps) {
  if (findings.length === 0) return null;
  return (
    <section aria-label={heading}>
      <h2 className="nhsuk-heading-m">{heading}</h2>
      <ul className="app-plain app-plain--spaced">
        {findings.map((finding) => (
          <Finding key={finding.hash} {...shown} finding={finding} names />
        ))}
      </ul>
    </section>
  );
}
