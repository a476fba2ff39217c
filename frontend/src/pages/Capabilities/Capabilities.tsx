import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Table } from 'nhsuk-react-components';
import type { SubmitEvent } from 'react';
import { capabilitiesQuery, type Capability } from '../../api/capabilities';
import { AppFind } from '../../components/AppFind';
import { AppPage } from '../../components/AppPage';
import { textOf } from '../../forms/entered';
import { mayWriteCapabilities } from '../../places';
import { capitalised } from '../../present';
import { foundSentence, sourceInWords, subjectInWords } from './present';

const route = getRouteApi('/organisations/$organisation/capabilities');
const above = getRouteApi('/organisations/$organisation');

/** What strategies are read by: those that everybody has, and the system's own. */
export function Capabilities() {
  const { organisation } = route.useParams();
  const { system, words } = route.useSearch();
  const { place } = above.useRouteContext();
  const navigate = route.useNavigate();
  const { data } = useSuspenseQuery(capabilitiesQuery(organisation, system, words));
  const find = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = textOf(new FormData(event.currentTarget), 'words').trim();
    void navigate({ search: entered === '' ? {} : { words: entered } });
  };
  return (
    <AppPage title="Capabilities">
      <p className="app-lede">
        A capability is something that a digital strategy may be about. By its words Throughline tells what a goal or an
        objective speaks of, and where it may belong: central, shared or local.
      </p>
      <AppFind label="Words in a name, a phrase or an abbreviation" words={words} longest={200} find={find} />
      {mayWriteCapabilities(place) && (
        <p>
          <Link className="nhsuk-button" to="/organisations/$organisation/new-capability" params={{ organisation }}>
            Add a capability
          </Link>
        </p>
      )}
      {data.capabilities.length === 0 ? (
        <p>There is no capability like this.</p>
      ) : (
        <Found organisation={organisation} list={data.capabilities} />
      )}
      <p>Those that come with Throughline are version {data.version}. They are read only; a system can replace one.</p>
    </AppPage>
  );
}

function Found({ organisation, list }: { organisation: string; list: Capability[] }) {
  return (
    <>
      <p role="status">{foundSentence(list)}</p>
      <Table className="nhsuk-table--compact" responsive caption="Capabilities found">
        <Table.Head>
          <Table.Row>
            <Table.Cell>Capability</Table.Cell>
            <Table.Cell>Broad subject</Table.Cell>
            <Table.Cell>Where it comes from</Table.Cell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {list.map((one) => (
            <Table.Row key={one.code}>
              <Table.Cell>
                <Link
                  to="/organisations/$organisation/capabilities/$capability"
                  params={{ organisation, capability: one.code }}
                >
                  {capitalised(one.name)}
                </Link>
              </Table.Cell>
              <Table.Cell>{subjectInWords(one.theme)}</Table.Cell>
              <Table.Cell>{sourceInWords(one)}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </>
  );
}
