import { Link, useParams } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

// Every page lies under the organisation that one acts as; these say where, once.

interface To extends Pick<ComponentProps<'a'>, 'className' | 'tabIndex' | 'children'> {
  /** Of what the link leads to. */
  id: string;
  /** Where the link stands in a grid. */
  'data-row'?: number;
  'data-column'?: number;
}

function useActing(): string {
  const { organisation } = useParams({ strict: false });
  if (organisation === undefined) throw new Error('a link to published work stands outside an organisation');
  return organisation;
}

/** To a goal or shared initiative. */
export function AppTargetLink({ id, ...rest }: To) {
  const organisation = useActing();
  return (
    <Link to="/organisations/$organisation/published/targets/$target" params={{ organisation, target: id }} {...rest} />
  );
}

/** To a published objective. */
export function AppObjectiveLink({ id, ...rest }: To) {
  const organisation = useActing();
  return (
    <Link
      to="/organisations/$organisation/published/objectives/$objective"
      params={{ organisation, objective: id }}
      {...rest}
    />
  );
}

/** To what an organisation has published. */
export function AppOrganisationLink({ id, ...rest }: To) {
  const organisation = useActing();
  return (
    <Link
      to="/organisations/$organisation/published/organisations/$member"
      params={{ organisation, member: id }}
      {...rest}
    />
  );
}
