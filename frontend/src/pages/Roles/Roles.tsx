import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Select } from 'nhsuk-react-components';
import { editionsQuery } from '../../api/editions';
import { ownLensQuery, publishedLensQuery, type RoleLens } from '../../api/lens';
import { publishedOrganisationQuery } from '../../api/published';
import { strategyQuery, type Strategy } from '../../api/strategy';
import { AppChoices } from '../../components/AppChoices';
import { AppObjectiveLink, AppOrganisationLink } from '../../components/AppLinks';
import { AppPage } from '../../components/AppPage';
import { Read } from './Read';
import { rolesInGroups, titleFor } from './present';

const ownRoute = getRouteApi('/organisations/$organisation/strategy/roles');
const route = getRouteApi('/organisations/$organisation/published/organisations/$member/roles');

/** What our own draft, or one of our versions, changes for people in a role. */
export function OwnRoles() {
  const { organisation } = ownRoute.useParams();
  const { data: strategy } = useSuspenseQuery(strategyQuery(organisation));
  if (strategy !== null) return <Own organisation={organisation} strategy={strategy} />;
  return (
    <AppPage title="What changes for whom">
      <p>
        Nothing has been written yet.{' '}
        <Link to="/organisations/$organisation/strategy/draft" params={{ organisation }}>
          Begin the strategy
        </Link>
      </p>
    </AppPage>
  );
}

function Own({ organisation, strategy }: { organisation: string; strategy: Strategy }) {
  const { role, edition } = ownRoute.useSearch();
  const navigate = ownRoute.useNavigate();
  const { data: list } = useSuspenseQuery(editionsQuery(organisation, strategy.id));
  const { data } = useSuspenseQuery(ownLensQuery(organisation, strategy.id, role, edition));
  return (
    <AppPage title={titleFor(data)} caption={strategy.title}>
      <p>
        <Link to="/organisations/$organisation/strategy/draft" params={{ organisation }}>
          The whole strategy
        </Link>
      </p>
      <AppChoices
        names={['role', 'edition']}
        show={(chosen) => void navigate({ search: (now) => ({ ...now, ...chosen }), replace: true })}
      >
        <ChooseRole data={data} chosen={role} />
        <Select label="What is read" name="edition" defaultValue={edition ?? ''}>
          <option value="">The draft</option>
          {list.editions.map(({ id, number }) => (
            <option key={id} value={id}>
              Version {number}
            </option>
          ))}
        </Select>
      </AppChoices>
      <Read
        key={`${role ?? ''} ${edition ?? ''}`}
        data={data}
        linkTo={({ id, kind }, name) =>
          edition === undefined ? (
            <Link to="/organisations/$organisation/strategy/$kind/$item" params={{ organisation, kind, item: id }}>
              {name}
            </Link>
          ) : (
            name
          )
        }
      />
    </AppPage>
  );
}

/** What another organisation has published changes for people in a role. */
export function Roles() {
  const { organisation, member } = route.useParams();
  const { role, system } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: published } = useSuspenseQuery(publishedOrganisationQuery(organisation, member, system));
  const { data } = useSuspenseQuery(publishedLensQuery(organisation, member, role));
  return (
    <AppPage title={titleFor(data)} caption={published.organisation.name}>
      <p>
        <AppOrganisationLink id={member}>What {published.organisation.name} has published</AppOrganisationLink>
      </p>
      <AppChoices
        names={['role']}
        show={({ role }) => void navigate({ search: (now) => ({ ...now, role }), replace: true })}
      >
        <ChooseRole data={data} chosen={role} />
      </AppChoices>
      <Read
        key={role}
        data={data}
        linkTo={({ id, kind }, name) =>
          kind === 'objective' ? <AppObjectiveLink id={id}>{name}</AppObjectiveLink> : name
        }
      />
    </AppPage>
  );
}

interface ChooseRoleProps {
  data: RoleLens;
  chosen: string | undefined;
}

function ChooseRole({ data, chosen }: ChooseRoleProps) {
  return (
    <Select label="Read it as" name="role" defaultValue={data.lens?.role ?? chosen ?? ''}>
      <option value="">Choose a role</option>
      {rolesInGroups(data).map(({ label, roles }) => (
        <optgroup key={label} label={label}>
          {roles.map(({ role }) => (
            <option key={role} value={role}>
              {role}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}
