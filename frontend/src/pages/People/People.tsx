import { textOf } from '../../forms/entered';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Select, Table } from 'nhsuk-react-components';
import { endRole, grantRole, peopleQuery, type PeopleList, type Role, type RoleHolder } from '../../api/people';
import { AppPage } from '../../components/AppPage';
import { AppAction } from '../../forms/AppAction';
import { AppForm } from '../../forms/AppForm';
import { personInWords, roleInWords } from '../../present';
import { Invitations } from './Invitations';
import { heldInWords, seenInWords } from './present';

const route = getRouteApi('/organisations/$organisation/people');

/** Who may act as my organisation, who waits, and who has been invited. */
export function People() {
  const { organisation } = route.useParams();
  const { data } = useSuspenseQuery(peopleQuery(organisation));
  const queries = useQueryClient();
  const changed = () => void queries.invalidateQueries({ queryKey: [organisation, 'people'] });
  return (
    <AppPage title="People">
      <p className="app-lede">
        {data.people.length === 1 ? 'One person holds a role' : `${data.people.length} people hold a role`} in your
        organisation{data.waiting.length > 0 && `, and ${data.waiting.length} wait for one`}.
      </p>
      <Holders organisation={organisation} people={data.people} changed={changed} />
      <Waiting organisation={organisation} list={data} changed={changed} />
      <Invitations organisation={organisation} />
    </AppPage>
  );
}

interface HoldersProps {
  organisation: string;
  people: RoleHolder[];
  changed: () => void;
}

function Holders({ organisation, people, changed }: HoldersProps) {
  return (
    <Table responsive caption="People and their roles">
      <Table.Head>
        <Table.Row>
          <Table.Cell>Person</Table.Cell>
          <Table.Cell>Roles</Table.Cell>
          <Table.Cell>Signs in by</Table.Cell>
          <Table.Cell>Last here</Table.Cell>
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {people.map((person) => (
          <Table.Row key={person.id}>
            <Table.Cell>
              <strong>{person.name === '' ? person.subject : person.name}</strong>
              {person.me && ' (you)'}
              <br />
              <span className="app-quiet">
                {person.name === '' ? 'The provider’s word for them; their name comes when they sign in' : person.email}
              </span>
            </Table.Cell>
            <Table.Cell>
              <ul className="app-plain">
                {person.roles.map((held) => (
                  <li key={held.id}>
                    {roleInWords(held.role)} <span className="app-quiet">{heldInWords(held)}</span>{' '}
                    <AppAction
                      word={person.me ? 'Give up' : 'End'}
                      about={`the role ${roleInWords(held.role)} of ${person.name === '' ? person.subject : person.name}`}
                      confirm={
                        person.me ? 'You will not have this role any more.' : 'They will not have this role any more.'
                      }
                      act={() => endRole(organisation, held)}
                      done={changed}
                    />
                  </li>
                ))}
              </ul>
            </Table.Cell>
            <Table.Cell>
              {person.connection}
              {!person.ours && <span className="app-quiet"> (not your organisation’s own)</span>}
            </Table.Cell>
            <Table.Cell>{seenInWords(person.seen)}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}

interface WaitingProps {
  organisation: string;
  list: PeopleList;
  changed: () => void;
}

/** Somebody who waits, or holds another role, may be given one; oneself may not. */
function Waiting({ organisation, list, changed }: WaitingProps) {
  const others = [...list.waiting, ...list.people.filter(({ me }) => !me)];
  return (
    <section>
      <h2 className="nhsuk-heading-m">Give a role</h2>
      {list.waiting.length === 0 && (
        <p>Nobody waits for a role. Whoever signs in by one of your connections without having one appears here.</p>
      )}
      {others.length > 0 && (
        <AppForm
          button="Give the role"
          secondary
          send={(entered, key) =>
            grantRole(organisation, textOf(entered, 'person'), textOf(entered, 'role') as Role, key)
          }
          done={changed}
        >
          {(field) => (
            <>
              <Select {...field('person')} label="Person">
                {others.map((person) => (
                  <Select.Option key={person.id} value={person.id}>
                    {personInWords(person)}
                  </Select.Option>
                ))}
              </Select>
              <Select {...field('role')} label="Role">
                {list.roles.map((role) => (
                  <Select.Option key={role} value={role}>
                    {roleInWords(role)}
                  </Select.Option>
                ))}
              </Select>
            </>
          )}
        </AppForm>
      )}
    </section>
  );
}
