import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { settingsQuery } from '../../api/settings';
import { AppPage } from '../../components/AppPage';
import { Meaning } from './Meaning';
import { Sharing } from './Sharing';
import { Window } from './Window';

const route = getRouteApi('/organisations/$organisation/settings');

/** What a system sets and its members choose. */
export function Settings() {
  const { organisation } = route.useParams();
  const { system } = route.useSearch();
  const { data } = useSuspenseQuery(settingsQuery(organisation, system));
  const queries = useQueryClient();
  const changed = () => void queries.invalidateQueries({ queryKey: [organisation] });
  if (data.window === null) {
    return (
      <AppPage title="Settings">
        <p>
          Your organisation is a partner of {data.system.name}. There is nothing to set: suggestions and decisions are
          those of members.
        </p>
      </AppPage>
    );
  }
  const sharing = <Sharing key="sharing" organisation={organisation} settings={data} changed={changed} />;
  const reading = data.meaning && (
    <Meaning key="reading" organisation={organisation} settings={data} meaning={data.meaning} changed={changed} />
  );
  return (
    <AppPage title="Settings">
      <Window organisation={organisation} settings={data} window={data.window} changed={changed} />
      {/* What somebody changes grows or shrinks: a lead changes reading, a member sharing, and it stands last. */}
      {data.sharing === null ? [sharing, reading] : [reading, sharing]}
    </AppPage>
  );
}
