import { textOf } from '../../forms/entered';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Table } from 'nhsuk-react-components';
import type { SubmitEvent } from 'react';
import { registerQuery } from '../../api/platform';
import { AppFind } from '../../components/AppFind';
import { AppPage } from '../../components/AppPage';
import { capitalised, organisationKind } from '../../present';
import { administratorsInWords } from './present';

const route = getRouteApi('/organisations/$organisation/register');

/** Every organisation, as operators see it: who there is, and nothing of what anybody has written. */
export function Register() {
  const { organisation } = route.useParams();
  const { words = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery(
    registerQuery(organisation, words),
  );
  const find = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = textOf(new FormData(event.currentTarget), 'words').trim();
    void navigate({ search: entered === '' ? {} : { words: entered } });
  };
  const list = data.pages.flatMap((page) => page.organisations);
  return (
    <AppPage title="Organisations">
      <AppFind label="Name, code or ODS code" words={words} longest={100} find={find} />
      <p>
        <Link className="nhsuk-button" to="/organisations/$organisation/register/add" params={{ organisation }}>
          Add an organisation
        </Link>
      </p>
      {list.length === 0 ? (
        <p>There is no organisation like this.</p>
      ) : (
        <Table responsive caption="Organisations of the register">
          <Table.Head>
            <Table.Row>
              <Table.Cell>Organisation</Table.Cell>
              <Table.Cell>Kind</Table.Cell>
              <Table.Cell>Code</Table.Cell>
              <Table.Cell>ODS code</Table.Cell>
              <Table.Cell>Administrators</Table.Cell>
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {list.map((one) => (
              <Table.Row key={one.id}>
                <Table.Cell>
                  <Link to="/organisations/$organisation/register/$member" params={{ organisation, member: one.id }}>
                    {one.name}
                  </Link>
                </Table.Cell>
                <Table.Cell>{capitalised(organisationKind(one.kind))}</Table.Cell>
                <Table.Cell>{one.code === '' ? 'None' : one.code}</Table.Cell>
                <Table.Cell>{one.ods === '' ? 'None' : one.ods}</Table.Cell>
                <Table.Cell>{administratorsInWords(one.administrators)}</Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      )}
      {hasNextPage && (
        <button
          type="button"
          className="nhsuk-button nhsuk-button--secondary"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          More organisations
        </button>
      )}
    </AppPage>
  );
}
