import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { cellQuery, type AlignmentMatrix, type CellDetail } from '../../api/alignment';
import { AppAsk } from '../../components/AppAsk';
import { AppConstraints } from '../../components/AppConstraints';
import { AppFindings } from '../../components/AppFindings';
import { AppObjectiveLink, AppOrganisationLink, AppTargetLink } from '../../components/AppLinks';
import { AppMeasures } from '../../components/AppMeasures';
import { AppPartProblem } from '../../components/AppProblem';
import { AppReckoning } from '../../components/AppReckoning';
import { AppContribution, AppTexts } from '../../components/AppServes';
import { AppState } from '../../components/AppStateMark';
import { AppWaiting } from '../../components/AppWaiting';
import { capitalised, monthInWords, shortName, cellLook, targetKind } from '../../present';
import type { CellId } from './search';

const route = getRouteApi('/organisations/$organisation/alignment');

interface CellPanelProps {
  cell: CellId;
  matrix: AlignmentMatrix;
  close: () => void;
}

/** What stands behind one cell, beside the picture; on a narrow screen in its place. */
export function CellPanel({ cell, matrix, close }: CellPanelProps) {
  const { organisation: acting } = route.useParams();
  const answer = useQuery(cellQuery(acting, cell.target, cell.organisation));
  const heading = useRef<HTMLHeadingElement>(null);
  // A cell that came with the address leaves the focus where it is; one that was opened here takes it.
  const openedHere = useLocation({ select: ({ state }) => state.opened === true });
  useEffect(() => {
    if (openedHere) heading.current?.focus();
  }, [openedHere]);
  // The matrix knows the names already, so the heading does not wait for the rest.
  const target = answer.data?.target ?? matrix.rows.find((row) => row.target.id === cell.target)?.target;
  const organisation =
    answer.data?.organisation ??
    matrix.organisations.find((one) => one.organisation.id === cell.organisation)?.organisation;
  return (
    <div className="app-panel__rail">
      <aside className="app-panel" aria-labelledby="panel-heading">
        <div className="app-panel__top">
          <button type="button" className="app-link-button" onClick={close}>
            Close<span className="nhsuk-u-visually-hidden"> and go back to the whole of it</span>
          </button>
        </div>
        <h2 className="app-panel__heading" id="panel-heading" tabIndex={-1} ref={heading}>
          {organisation !== undefined && <span className="app-panel__organisation">{organisation.name} </span>}
          {target === undefined ? 'Goal or initiative' : `${target.code} ${target.title}`}
        </h2>
        {answer.isPending && <AppWaiting what="what stands behind this" />}
        {answer.isError && <AppPartProblem error={answer.error} tryAgain={() => void answer.refetch()} />}
        {answer.data !== undefined && <Detail detail={answer.data} />}
      </aside>
    </div>
  );
}

function Detail({ detail }: { detail: CellDetail }) {
  const { target, organisation, reason, objectives, constraints, findings } = detail;
  const kind = targetKind(target.kind);
  const name = shortName(organisation.name);
  return (
    <>
      <p className="app-panel__state">
        <AppState look={cellLook(detail)} />
      </p>
      <p>
        {reason || cellLook(detail).meaning}
        {target.due !== null && ` The ${kind} is due by the end of ${monthInWords(target.due)}.`}
      </p>
      {findings.length > 0 && (
        <section>
          <h3 className="app-panel__title">To look at together</h3>
          <AppFindings findings={findings} about={target.id} />
        </section>
      )}
      {objectives.map((of) => (
        <article key={of.link.objective.id} className="app-panel__objective">
          <h3 className="app-panel__title">
            <AppObjectiveLink id={of.link.objective.id}>
              {of.link.objective.code} {of.link.objective.title}
            </AppObjectiveLink>
          </h3>
          <AppContribution link={of.link} />
          <dl className="app-facts">
            <dt>Measure</dt>
            <dd>
              <AppMeasures measures={of.measures} />
            </dd>
            <dt>By</dt>
            <dd>
              {of.link.objective.horizon === null
                ? 'No date is written.'
                : `The end of ${monthInWords(of.link.objective.horizon)}`}
            </dd>
          </dl>
          <AppTexts of={of} objectiveHeading={`${name} says`} targetHeading={`The ${kind} says`} />
          <AppReckoning link={of.link} />
          <AppAsk of={of} name={name} />
        </article>
      ))}
      {constraints.length > 0 && (
        <section>
          <h3 className="app-panel__title">What holds {name} back</h3>
          <AppConstraints constraints={constraints} />
        </section>
      )}
      <ul className="app-plain app-panel__links">
        <li>
          <AppTargetLink id={target.id}>
            {capitalised(kind)} {target.code} in full
          </AppTargetLink>
        </li>
        <li>
          <AppOrganisationLink id={organisation.id}>What {name} has published</AppOrganisationLink>
        </li>
      </ul>
    </>
  );
}
