import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Textarea } from 'nhsuk-react-components';
import { checksOf, dismissFinding, reopenFinding, type CheckFinding } from '../../api/check';
import { AppQuoted } from '../../components/AppQuoted';
import { AppAction } from '../../forms/AppAction';
import { AppForm } from '../../forms/AppForm';
import { textOf } from '../../forms/entered';
import { dismissalInWords, sourceInWords } from './checked';

interface FindingProps {
  organisation: string;
  strategy: string;
  finding: CheckFinding;
  /** Whether the reader may dismiss and reopen. */
  writes: boolean;
  /** What stands above it already: its rule, with why it matters and what would answer it, or the item that it is about. */
  under: 'rule' | 'item';
}

/** How a finding is called among others: by its rule and the item it is about. */
const called = ({ rule, item, about }: CheckFinding) =>
  item === undefined || about[0] === undefined ? rule.name : `${rule.name} (${about[0].code})`;

/** One thing that a board may ask: what was found, why it matters, and what would answer it. */
export function Finding({ organisation, strategy, finding, writes, under }: FindingProps) {
  const { rule, about, marks, why, fix, hash, dismissed, lapsed } = finding;
  return (
    <li id={hash} tabIndex={-1}>
      {under === 'item' && (
        <p className="nhsuk-u-font-weight-bold nhsuk-u-margin-bottom-1">
          {rule.name}
          {finding.level === 'warning' && <span className="app-quiet"> – a board may ask</span>}
        </p>
      )}
      {under === 'rule' && about.length > 0 && (
        <p className="nhsuk-u-margin-bottom-1">
          {about.map((item, n) => (
            <span key={item.id}>
              {n > 0 && ', '}
              <Link
                to="/organisations/$organisation/strategy/$kind/$item"
                params={{ organisation, kind: item.kind, item: item.id }}
              >
                {item.code} {item.title}
              </Link>
            </span>
          ))}
        </p>
      )}
      <p className="nhsuk-u-margin-bottom-1">{why}</p>
      {marks.map((mark, n) => (
        <p key={n} className="nhsuk-u-margin-bottom-1">
          <AppQuoted mark={mark} />
        </p>
      ))}
      {under === 'item' && <Matters rule={rule} fix={fix} />}
      {lapsed !== undefined && (
        <p>
          {lapsed.by} dismissed this before the text changed: “{lapsed.reason}”
        </p>
      )}
      {dismissed !== undefined && <p>{dismissalInWords(dismissed)}</p>}
      {writes && <Answer organisation={organisation} strategy={strategy} finding={finding} />}
    </li>
  );
}

/** Why a rule matters, where it comes from, and what would answer it. */
export function Matters({ rule, fix }: Pick<CheckFinding, 'rule' | 'fix'>) {
  return (
    <>
      <p className="nhsuk-u-margin-bottom-1">
        <span className="nhsuk-u-font-weight-bold">What would answer it:</span> {fix}
      </p>
      <p className="app-quiet nhsuk-u-margin-bottom-1">
        {rule.why} {sourceInWords(rule)}
      </p>
    </>
  );
}

function Answer({ organisation, strategy, finding }: Omit<FindingProps, 'writes' | 'under'>) {
  const queries = useQueryClient();
  const done = () => void queries.invalidateQueries({ queryKey: checksOf(organisation) });
  const { dismissed, rule, hash } = finding;
  if (dismissed !== undefined) {
    return (
      <AppAction
        word="Reopen"
        about={called(finding)}
        act={() => reopenFinding(organisation, strategy, dismissed)}
        done={done}
      />
    );
  }
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">
          Leave it as it is<span className="nhsuk-u-visually-hidden">: {called(finding)}</span>
        </span>
      </summary>
      <div className="nhsuk-details__text">
        <AppForm
          button={`Dismiss ${called(finding)}`}
          secondary
          send={(entered, key) =>
            dismissFinding(organisation, strategy, { finding: hash, reason: textOf(entered, 'reason').trim() }, key)
          }
          done={done}
        >
          {(field) => (
            <Textarea
              {...field('reason')}
              label="Why it may stay as it is"
              hint={`A good reason would be: ${rule.dismiss} It comes back when the text changes.`}
              rows={2}
            />
          )}
        </AppForm>
      </div>
    </details>
  );
}
