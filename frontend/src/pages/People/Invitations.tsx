import { textOf, wholeOf } from '../../forms/entered';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Select, Table, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import {
  invitationsQuery,
  invite,
  withdrawInvitation,
  type Invitation,
  type InvitationMade,
} from '../../api/invitations';
import type { Role } from '../../api/people';
import { AppOnce } from '../../components/AppOnce';
import { AppAction } from '../../forms/AppAction';
import { AppForm } from '../../forms/AppForm';
import { roleInWords } from '../../present';
import { invitationInWords } from './present';

/** Who has been invited, and a way to invite somebody: the link is shown once. */
export function Invitations({ organisation }: { organisation: string }) {
  const { data } = useSuspenseQuery(invitationsQuery(organisation));
  const [made, setMade] = useState<InvitationMade>();
  // What has been withdrawn or used is shown no longer.
  const over = data.invitations.some(({ id, state }) => id === made?.invitation.id && state !== 'open');
  const queries = useQueryClient();
  const changed = () => void queries.invalidateQueries({ queryKey: [organisation, 'invitations'] });
  return (
    <section>
      <h2 className="nhsuk-heading-m">Invite somebody</h2>
      <p>
        Whoever has the link and signs in, by whichever connection, gets the role. Give it to the person who is meant,
        and to nobody else.
      </p>
      {made !== undefined && !over && (
        <AppOnce key={made.invitation.id} title="The invitation’s link" value={made.link}>
          It is shown this once. Send it to the person who is meant; it works once.
        </AppOnce>
      )}
      <AppForm
        button="Make an invitation"
        secondary
        send={(entered, key) =>
          invite(
            organisation,
            {
              name: textOf(entered, 'name'),
              role: textOf(entered, 'role') as Role,
              days: wholeOf(entered, 'days'),
            },
            key,
          )
        }
        done={(answer) => {
          setMade(answer);
          changed();
        }}
      >
        {(field) => (
          <>
            <TextInput {...field('name')} label="Who is meant" hint="A name that you will recognise in the list" />
            <Select {...field('role')} label="Role">
              {data.roles.map((role) => (
                <Select.Option key={role} value={role}>
                  {roleInWords(role)}
                </Select.Option>
              ))}
            </Select>
            <TextInput
              {...field('days')}
              label="For how many days"
              hint="1 to 30"
              width="2"
              inputMode="numeric"
              defaultValue="7"
            />
          </>
        )}
      </AppForm>
      {data.invitations.length > 0 && <Made organisation={organisation} list={data.invitations} changed={changed} />}
    </section>
  );
}

interface MadeProps {
  organisation: string;
  list: Invitation[];
  changed: () => void;
}

function Made({ organisation, list, changed }: MadeProps) {
  return (
    <Table responsive caption="Invitations">
      <Table.Head>
        <Table.Row>
          <Table.Cell>Who is meant</Table.Cell>
          <Table.Cell>Role</Table.Cell>
          <Table.Cell>State</Table.Cell>
          <Table.Cell>Made by</Table.Cell>
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {list.map((invitation) => (
          <Table.Row key={invitation.id}>
            <Table.Cell>{invitation.name}</Table.Cell>
            <Table.Cell>{roleInWords(invitation.role)}</Table.Cell>
            <Table.Cell>
              {invitationInWords(invitation)}{' '}
              {invitation.state === 'open' && (
                <AppAction
                  word="Withdraw"
                  about={`the invitation of ${invitation.name}`}
                  confirm="Its link will not work any more."
                  act={() => withdrawInvitation(organisation, invitation)}
                  done={changed}
                />
              )}
            </Table.Cell>
            <Table.Cell>
              {invitation.created_by}
              {invitation.repair && <span className="app-quiet"> and another, because nobody administered it</span>}
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}
