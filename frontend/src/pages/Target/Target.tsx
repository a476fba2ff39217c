import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { SummaryList } from 'nhsuk-react-components';
import { targetQuery, type TargetDetail } from '../../api/published';
import { AppFindings } from '../../components/AppFindings';
import { AppTargetLink } from '../../components/AppLinks';
import { AppMeasures } from '../../components/AppMeasures';
import { AppPage } from '../../components/AppPage';
import { monthInWords } from '../../present';
import { Coverage } from './Coverage';
import { captionOf, coverageSentence, deliveryInWords, servesHeading } from './present';

const route = getRouteApi('/organisations/$organisation/published/targets/$target');

/** A goal or shared initiative, and who does what about it. */
export function Target() {
  const { organisation, target: id } = route.useParams();
  const { data } = useSuspenseQuery(targetQuery(organisation, id));
  const { target, system, organisations, findings } = data;
  return (
    <AppPage title={target.title} caption={captionOf(target, system.name)}>
      <p className="app-lede">{target.description}</p>
      <Facts target={target} />
      {organisations.length > 0 && (
        <section>
          <h2 className="nhsuk-heading-m">Who does what about it</h2>
          <p>{coverageSentence(organisations)}</p>
          <Coverage organisations={organisations} />
        </section>
      )}
      {findings.length > 0 && (
        <section>
          <h2 className="nhsuk-heading-m">To look at together</h2>
          <AppFindings findings={findings} about={target.id} />
        </section>
      )}
    </AppPage>
  );
}

function Facts({ target }: { target: TargetDetail['target'] }) {
  return (
    <SummaryList>
      <SummaryList.Row>
        <SummaryList.Key>Due</SummaryList.Key>
        <SummaryList.Value>
          {target.due === null ? 'No date is written.' : `By the end of ${monthInWords(target.due)}`}
        </SummaryList.Value>
      </SummaryList.Row>
      <SummaryList.Row>
        <SummaryList.Key>Measure</SummaryList.Key>
        <SummaryList.Value>
          <AppMeasures measures={target.measures} />
        </SummaryList.Value>
      </SummaryList.Row>
      {target.kind === 'initiative' && (
        <SummaryList.Row>
          <SummaryList.Key>How it is run</SummaryList.Key>
          <SummaryList.Value>{deliveryInWords(target.delivery)}</SummaryList.Value>
        </SummaryList.Row>
      )}
      {target.serves.length > 0 && (
        <SummaryList.Row>
          <SummaryList.Key>{servesHeading(target.kind)}</SummaryList.Key>
          <SummaryList.Value>
            <ul className="app-plain">
              {target.serves.map(({ id, code, title }) => (
                <li key={id}>
                  <AppTargetLink id={id}>
                    {code} {title}
                  </AppTargetLink>
                </li>
              ))}
            </ul>
          </SummaryList.Value>
        </SummaryList.Row>
      )}
    </SummaryList>
  );
}
