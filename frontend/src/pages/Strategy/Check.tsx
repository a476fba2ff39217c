import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { checkQuery, type CheckGroup } from '../../api/check';
import { strategyQuery, type Strategy } from '../../api/strategy';
import { AppPage } from '../../components/AppPage';
import { mayWriteStrategy } from '../../places';
import { byRule, countOf, openOf, toLookAt, type RuleFindings } from './checked';
import { Finding, Matters } from './Finding';

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
  const rules = byRule(data.findings);
  const shown = { organisation, strategy: strategy.id, writes: mayWriteStrategy(place) };
  return (
    <AppPage title="Strategy check" caption={strategy.title}>
      <p>
        This is for you alone: nobody outside your organisation sees it, and it is no score. It helps you to answer what
        a board may ask before it does.
      </p>
      <p role="status">{toLookAt(data.findings)}</p>
      <ul>
        {groups.map(({ group, heading }) => (
          <li key={group}>
            {heading}: {openOf(data.findings.filter((finding) => finding.group === group)).length}
          </li>
        ))}
      </ul>
      {groups.map(({ group, heading }) => (
        <Group key={group} {...shown} heading={heading} rules={rules.filter((rule) => rule.group === group)} />
      ))}
      <p>
        <Link to="/organisations/$organisation/strategy/draft" params={{ organisation }}>
          The whole strategy
        </Link>
      </p>
    </AppPage>
  );
}

interface Shown {
  organisation: string;
  strategy: string;
  writes: boolean;
}

function Group({ heading, rules, ...shown }: Shown & { heading: string; rules: RuleFindings[] }) {
  if (rules.length === 0) return null;
  return (
    <section aria-label={heading}>
      <h2 className="nhsuk-heading-m">{heading}</h2>
      {rules.map((of) => (
        <Broken key={of.rule.id} {...shown} of={of} />
      ))}
    </section>
  );
}

/** A rule with all that it found: why it matters once, and each finding under it, which can be folded away. */
function Broken({ of, ...shown }: Shown & { of: RuleFindings }) {
  const { rule, level, fix, findings } = of;
  const place = useLocation({ select: ({ hash }) => hash });
  const meant = findings.some(({ hash }) => hash === place);
  const fold = useRef<HTMLDetailsElement>(null);
  // It folds by a press alone, and not when the last of it is dismissed.
  const [unfolded] = useState(openOf(findings).length > 0);
  useEffect(() => {
    if (!meant || fold.current === null) return;
    fold.current.open = true;
    const finding = document.getElementById(place);
    finding?.scrollIntoView();
    finding?.focus({ preventScroll: true });
  }, [meant, place]);
  return (
    <article aria-label={rule.name} className="nhsuk-u-margin-bottom-5">
      <h3 className="nhsuk-heading-s nhsuk-u-margin-bottom-1">
        {rule.name}: {countOf(findings)}
        {level === 'warning' && <span className="app-quiet"> – a board may ask</span>}
      </h3>
      <Matters rule={rule} fix={fix} />
      <details className="nhsuk-details" ref={fold} open={unfolded}>
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">
            Where it was found<span className="nhsuk-u-visually-hidden">: {rule.name}</span>
          </span>
        </summary>
        <div className="nhsuk-details__text">
          <ul className="app-plain app-plain--spaced">
            {findings.map((finding) => (
              <Finding key={finding.hash} {...shown} finding={finding} under="rule" />
            ))}
          </ul>
        </div>
      </details>
    </article>
  );
}
