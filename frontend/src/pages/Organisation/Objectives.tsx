import { Table } from 'nhsuk-react-components';
import type { PublishedOrganisation } from '../../api/published';
import { AppObjectiveLink, AppTargetLink } from '../../components/AppLinks';
import { contribution, monthInWords, recommendation } from '../../present';

/** Every published objective, what it serves and where it may belong. */
export function Objectives({ objectives }: { objectives: PublishedOrganisation['objectives'] }) {
  return (
    <Table responsive caption="Objectives" className="nhsuk-table--compact app-objectives">
      <Table.Head>
        <Table.Row>
          <Table.Cell>Objective</Table.Cell>
          <Table.Cell>By</Table.Cell>
          <Table.Cell>Serves</Table.Cell>
          <Table.Cell>May belong</Table.Cell>
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {objectives.map(({ objective, links, placement, unreviewed }) => (
          <Table.Row key={objective.id}>
            <Table.Cell>
              <AppObjectiveLink id={objective.id}>
                {objective.code} {objective.title}
              </AppObjectiveLink>
            </Table.Cell>
            <Table.Cell>{objective.horizon === null ? 'No date' : monthInWords(objective.horizon)}</Table.Cell>
            <Table.Cell>
              {unreviewed ? (
                'Not yet reviewed'
              ) : links.length === 0 ? (
                'No system goal'
              ) : (
                <ul className="app-plain">
                  {links.map(({ target, contribution: of, state }) => (
                    <li key={target.id}>
                      <AppTargetLink id={target.id}>
                        {target.code} {target.title}
                      </AppTargetLink>{' '}
                      <span className="app-quiet">
                        {contribution(of).word}
                        {state === 'suggested' && ', not yet reviewed'}
                        {state === 'stale' && ', text changed since'}
                      </span>
                    </li>
                  ))}
                </ul>
              )}
            </Table.Cell>
            <Table.Cell>{placement === null ? 'Not said' : recommendation(placement)}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}
