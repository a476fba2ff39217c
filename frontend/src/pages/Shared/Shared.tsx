import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { targetsQuery, type Target } from '../../api/published';
import { AppTargetLink } from '../../components/AppLinks';
import { AppPage } from '../../components/AppPage';
import { capitalised, monthInWords, shortName } from '../../present';
import { groupsOf } from './present';

const route = getRouteApi('/organisations/$organisation/shared-with-us');

/** What a system has shared with a partner; a page that is empty says why, and hints at nothing else. */
export function Shared() {
  const { organisation } = route.useParams();
  const { system: chosen } = route.useSearch();
  const { data } = useSuspenseQuery(targetsQuery(organisation, chosen));
  const name = shortName(data.system.name);
  if (data.targets.length === 0) {
    return (
      <AppPage title="Shared with us">
        <p className="app-lede">{name} has not shared anything with your organisation yet.</p>
        <p>When it shares a goal or a shared initiative with you, it will be here. You do not need to do anything.</p>
      </AppPage>
    );
  }
  return (
    <AppPage title="Shared with us">
      <p className="app-lede">{name} has shared these with your organisation.</p>
      {groupsOf(data.targets).map(({ heading, targets }) => (
        <section key={heading}>
          <h2 className="nhsuk-heading-m">{heading}</h2>
          <ul className="app-plain app-plain--spaced">
            {targets.map((target) => (
              <SharedTarget key={target.id} target={target} />
            ))}
          </ul>
        </section>
      ))}
    </AppPage>
  );
}

function SharedTarget({ target }: { target: Target }) {
  return (
    <li>
      <h3 className="nhsuk-heading-s app-coverage__name">
        <AppTargetLink id={target.id}>
          {target.code} {target.title}
        </AppTargetLink>
      </h3>
      <p>{capitalised(target.description)}</p>
      {target.due !== null && <p className="app-quiet">Due by the end of {monthInWords(target.due)}</p>}
    </li>
  );
}
