import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { SummaryList } from 'nhsuk-react-components';
import { objectiveQuery, type ObjectiveDetail } from '../../api/published';
import { AppAsk } from '../../components/AppAsk';
import { AppFindings } from '../../components/AppFindings';
import { AppOrganisationLink, AppTargetLink } from '../../components/AppLinks';
import { AppMeasures } from '../../components/AppMeasures';
import { AppPage } from '../../components/AppPage';
import { AppReckoning } from '../../components/AppReckoning';
import { AppContribution, AppTexts } from '../../components/AppServes';
import { capitalised, editionInWords, monthInWords, shortName, targetKind } from '../../present';
import { Placement } from './Placement';
import { servesSentence } from './present';

const route = getRouteApi('/organisations/$organisation/published/objectives/$objective');

/** A published objective: what it says, what it serves, where it belongs. */
export function Objective() {
  const { organisation: acting, objective: id } = route.useParams();
  const { system } = route.useSearch();
  const { data } = useSuspenseQuery(objectiveQuery(acting, id, system));
  const { objective, description, links, placement, findings } = data;
  return (
    <AppPage title={objective.title} caption={`Objective ${objective.code} of ${data.organisation.name}`}>
      {description !== '' && <p className="app-lede">{description}</p>}
      <Facts detail={data} />
      <section>
        <h2 className="nhsuk-heading-m">What it serves</h2>
        <p>
          {data.unreviewed
            ? 'Not yet reviewed: its organisation looks at the suggestions first.'
            : servesSentence(links.map(({ link }) => link))}
        </p>
        {links.map((of) => (
          <article key={of.link.target.id} className="app-serves">
            <h3 className="nhsuk-heading-s">
              <span className="app-quiet">{capitalised(targetKind(of.link.target.kind))} </span>
              <AppTargetLink id={of.link.target.id}>
                {of.link.target.code} {of.link.target.title}
              </AppTargetLink>
            </h3>
            <AppContribution link={of.link} />
            <AppTexts
              of={of}
              objectiveHeading="The objective says"
              targetHeading={`The ${targetKind(of.link.target.kind)} says`}
            />
            <AppReckoning link={of.link} />
            <AppAsk of={of} name={shortName(data.organisation.name)} />
          </article>
        ))}
      </section>
      {placement !== null && <Placement placement={placement} />}
      {findings.length > 0 && (
        <section>
          <h2 className="nhsuk-heading-m">To look at</h2>
          <AppFindings findings={findings} about={objective.id} />
        </section>
      )}
    </AppPage>
  );
}

function Facts({ detail: { objective, organisation, measures, edition } }: { detail: ObjectiveDetail }) {
  return (
    <SummaryList>
      <SummaryList.Row>
        <SummaryList.Key>Organisation</SummaryList.Key>
        <SummaryList.Value>
          <AppOrganisationLink id={organisation.id}>{organisation.name}</AppOrganisationLink>
        </SummaryList.Value>
      </SummaryList.Row>
      <SummaryList.Row>
        <SummaryList.Key>To be done by</SummaryList.Key>
        <SummaryList.Value>
          {objective.horizon === null ? 'No date is written.' : `The end of ${monthInWords(objective.horizon)}`}
        </SummaryList.Value>
      </SummaryList.Row>
      <SummaryList.Row>
        <SummaryList.Key>Measure</SummaryList.Key>
        <SummaryList.Value>
          <AppMeasures measures={measures} />
        </SummaryList.Value>
      </SummaryList.Row>
      <SummaryList.Row>
        <SummaryList.Key>From</SummaryList.Key>
        <SummaryList.Value>{editionInWords(edition)}</SummaryList.Value>
      </SummaryList.Row>
    </SummaryList>
  );
}
