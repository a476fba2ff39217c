import { Details, Select, TextInput } from 'nhsuk-react-components';
import type { Registered, RegisterEntry } from '../../api/platform';
import type { FieldProps } from '../../forms/AppForm';
import { shortName } from '../../present';
import { endingEntered, joiningEntered, lastOf, successionEntered } from './declare';
import { PlannedForm } from './PlannedForm';

type Field = (name: string) => FieldProps;

/** Which system, as what, from when. */
export function MembershipFields({ field }: { field: Field }) {
  return (
    <>
      <TextInput {...field('system')} label="Code of the system" />
      <TextInput {...field('called')} label="What the system calls it (optional)" hint="A short code, such as RWX" />
      <Select {...field('membership')} label="It joins as">
        <Select.Option value="member">Member, with a strategy of its own</Select.Option>
        <Select.Option value="partner">Partner, which sees what is shared with it</Select.Option>
      </Select>
      <TextInput {...field('from')} label="From" type="date" width="10" />
    </>
  );
}

interface ChangesProps {
  organisation: string;
  entry: RegisterEntry;
}

/** What an operator changes about an organisation of the register, each shown before it is done. */
export function Changes({ organisation, entry }: ChangesProps) {
  const one = entry.organisation;
  if (one.code === '') return <p>It has no code in the register yet, so it cannot be named in a change.</p>;
  return (
    <section>
      <h2 className="nhsuk-heading-m">Change it</h2>
      {one.kind !== 'system' && <Joining organisation={organisation} one={one} />}
      <Ending organisation={organisation} entry={entry} />
      <Succession organisation={organisation} one={one} />
    </section>
  );
}

function Joining({ organisation, one }: { organisation: string; one: Registered }) {
  return (
    <Details>
      <Details.Summary>It joins a system</Details.Summary>
      <Details.Text>
        <PlannedForm
          organisation={organisation}
          declare={(entered) => ({ memberships: joiningEntered(entered, one.code) })}
          fieldOf={lastOf}
          done={() => undefined}
        >
          {(field) => <MembershipFields field={field} />}
        </PlannedForm>
      </Details.Text>
    </Details>
  );
}

/** What was released to a member that leaves is not open to it from that day on. */
function Ending({ organisation, entry }: ChangesProps) {
  const open = entry.memberships.filter(
    ({ organisation: member, until }) => member === entry.organisation.id && until === null,
  );
  if (open.length === 0) return null;
  return (
    <Details>
      <Details.Summary>It leaves a system</Details.Summary>
      <Details.Text>
        <p>
          From that day it does not see what was released to the system’s members, and the system does not see its own.
        </p>
        <PlannedForm
          organisation={organisation}
          declare={(entered) => ({ memberships: endingEntered(entered, entry) })}
          fieldOf={lastOf}
          done={() => undefined}
        >
          {(field) => (
            <>
              <Select {...field('system')} label="System">
                {open.map((m) => (
                  <Select.Option key={`${m.system} ${m.since}`} value={m.system}>
                    {shortName(m.system_name)}
                  </Select.Option>
                ))}
              </Select>
              <TextInput {...field('to')} label="First day on which it does not belong" type="date" width="10" />
            </>
          )}
        </PlannedForm>
      </Details.Text>
    </Details>
  );
}

function Succession({ organisation, one }: { organisation: string; one: Registered }) {
  return (
    <Details>
      <Details.Summary>Another organisation follows it</Details.Summary>
      <Details.Text>
        <p>A merger or a split is recorded. Nothing of either organisation is moved by it.</p>
        <PlannedForm
          organisation={organisation}
          declare={(entered) => ({ successions: successionEntered(entered, one.code) })}
          fieldOf={lastOf}
          done={() => undefined}
        >
          {(field) => (
            <>
              <TextInput {...field('to')} label="Code of the organisation that follows" />
              <TextInput {...field('on')} label="On" type="date" width="10" />
              <Select {...field('state')} label="How far it is">
                <Select.Option value="rehearsed">Rehearsed</Select.Option>
                <Select.Option value="confirmed">Confirmed</Select.Option>
                <Select.Option value="done">Done</Select.Option>
              </Select>
            </>
          )}
        </PlannedForm>
      </Details.Text>
    </Details>
  );
}
