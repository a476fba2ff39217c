import { Details, Table } from 'nhsuk-react-components';
import type { Link } from '../api/alignment';
import { reckoned, signed } from '../reckoning';

/** What makes a link as likely as it is, for those who ask. */
export function AppReckoning({ link }: { link: Link }) {
  const rows = reckoned(link);
  if (rows.length === 0) return null;
  return (
    <Details>
      <Details.Summary>
        Why it looks {link.band}
        <span className="nhsuk-u-visually-hidden">
          {' '}
          that {link.objective.code} serves {link.target.code}
        </span>
      </Details.Summary>
      <Details.Text>
        <p>Points above 0 speak for the link and points below 0 against it. Nothing else was weighed.</p>
        <Table
          caption={`What was weighed about ${link.objective.code} and ${link.target.code}`}
          captionProps={{ className: 'nhsuk-u-visually-hidden' }}
        >
          <Table.Head>
            <Table.Row>
              <Table.Cell>What</Table.Cell>
              <Table.Cell format="numeric">Points</Table.Cell>
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {rows.map(({ what, points }) => (
              <Table.Row key={what}>
                <Table.Cell>{what}</Table.Cell>
                <Table.Cell format="numeric">{signed(points)}</Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </Details.Text>
    </Details>
  );
}
