import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Table } from 'nhsuk-react-components';
import { membersQuery } from '../../api/organisations';
import { AppOrganisationLink } from '../../components/AppLinks';
import { AppPage } from '../../components/AppPage';
import { capitalised, dateInWords, organisationKind } from '../../present';
import { editionOf, hasPage, membersSentence } from './present';

const route = getRouteApi('/organisations/$organisation/members');
const above = getRouteApi('/organisations/$organisation');

/** The organisations of the system. */
export function Members() {
  const { organisation } = route.useParams();
  const { place } = above.useRouteContext();
  const { system } = route.useSearch();
  const { data } = useSuspenseQuery(membersQuery(organisation, system));
  if (data.members.length === 0) {
    return (
      <AppPage title="Members">
        <p>
          No organisation belongs to this system yet. Each will be here once it has been added, with what it has
          published.
        </p>
      </AppPage>
    );
  }
  return (
    <AppPage title="Members">
      <p>{membersSentence(place, data.members)}</p>
      <Table className="nhsuk-table--compact" responsive caption="Organisations of the system">
        <Table.Head>
          <Table.Row>
            <Table.Cell>Organisation</Table.Cell>
            <Table.Cell>Kind</Table.Cell>
            <Table.Cell>Belongs as</Table.Cell>
            <Table.Cell>Since</Table.Cell>
            <Table.Cell>Published strategy</Table.Cell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {data.members.map((member) => (
            <Table.Row key={member.organisation.id}>
              <Table.Cell>
                {hasPage(place, member) ? (
                  <AppOrganisationLink id={member.organisation.id}>{member.organisation.name}</AppOrganisationLink>
                ) : (
                  member.organisation.name
                )}
              </Table.Cell>
              <Table.Cell>{capitalised(organisationKind(member.organisation.kind))}</Table.Cell>
              <Table.Cell>{member.kind === 'member' ? 'Member' : 'Partner'}</Table.Cell>
              <Table.Cell>{dateInWords(member.since)}</Table.Cell>
              <Table.Cell>{editionOf(place, member)}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </AppPage>
  );
}
