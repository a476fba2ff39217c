import { textOf } from '../../forms/entered';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Textarea, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { confirmRepair, proposeRepair, registeredQuery, repairsQuery, type Repair } from '../../api/platform';
import { AppOnce } from '../../components/AppOnce';
import { AppPage } from '../../components/AppPage';
import { AppForm } from '../../forms/AppForm';
import { dayInWords } from '../../present';

const route = getRouteApi('/organisations/$organisation/repairs');

/** Organisations without an administrator: one operator proposes whom to invite, another confirms. */
export function Repairs() {
  const { organisation } = route.useParams();
  const { member } = route.useSearch();
  const { data } = useSuspenseQuery(repairsQuery(organisation));
  return (
    <AppPage title="Repairs">
      <p className="app-lede">
        When an organisation has no administrator left, two operators together invite one. It stands in the
        organisation’s own record, and nothing of its strategy is read. An operator whom another one let in takes part
        once they have been an operator for seven days.
      </p>
      {member !== undefined && <Propose organisation={organisation} member={member} />}
      {data.repairs.length === 0 && member === undefined && (
        <p>No repair has been proposed. Begin at the organisation that needs one, under Organisations.</p>
      )}
      {data.repairs.map((repair) => (
        <One key={repair.id} organisation={organisation} repair={repair} />
      ))}
    </AppPage>
  );
}

function useChanged(organisation: string) {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: [organisation, 'repairs'] });
}

function Propose({ organisation, member }: { organisation: string; member: string }) {
  const { data } = useSuspenseQuery(registeredQuery(organisation, member));
  const navigate = route.useNavigate();
  const changed = useChanged(organisation);
  return (
    <section>
      <h2 className="nhsuk-heading-m">Propose a repair of {data.organisation.name}</h2>
      <AppForm
        button="Propose"
        send={(entered, key) =>
          proposeRepair(
            organisation,
            { organisation: member, name: textOf(entered, 'name'), reason: textOf(entered, 'reason') },
            key,
          )
        }
        done={() => {
          changed();
          void navigate({ search: {} });
        }}
      >
        {(field) => (
          <>
            <TextInput {...field('name')} label="Who is to be invited" />
            <Textarea {...field('reason')} label="Why" hint="The organisation will read this" rows={3} />
          </>
        )}
      </AppForm>
    </section>
  );
}

function One({ organisation, repair }: { organisation: string; repair: Repair }) {
  const [link, setLink] = useState<string>();
  const changed = useChanged(organisation);
  return (
    <section className="app-card">
      <h2 className="nhsuk-heading-s app-card__heading">
        {repair.organisation_name}: {repair.name}
      </h2>
      <p className="app-card__line">{repair.reason}</p>
      <p className="app-quiet app-card__line">
        Proposed by {repair.mine ? 'you' : repair.proposed_by} on {dayInWords(repair.proposed)}
        {repair.confirmed !== null && `, confirmed by ${repair.confirmed_by} on ${dayInWords(repair.confirmed)}`}
      </p>
      {link !== undefined && (
        <AppOnce title="The invitation’s link" value={link}>
          It is shown this once. Give it to the person who is meant, by a way that you trust.
        </AppOnce>
      )}
      {repair.confirmed === null && repair.mine && <p>Another operator has to confirm it within a week.</p>}
      {repair.confirmed === null && !repair.mine && (
        <AppForm
          button="Confirm and make the invitation"
          secondary
          send={(_, key) => confirmRepair(organisation, repair.id, key)}
          done={(done) => {
            setLink(done.link);
            changed();
          }}
        />
      )}
    </section>
  );
}
