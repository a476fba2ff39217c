import { Table } from 'nhsuk-react-components';
import type { Placement as Recommendation } from '../../api/published';
import { level, recommendation } from '../../present';
import { criteriaInWords } from './present';

/** Where the capability behind an objective belongs: a recommendation with its evidence, for people to decide on. */
export function Placement({ placement }: { placement: Recommendation }) {
  const decided = placement.level === 'undecided' ? placement.leaning : placement.level;
  return (
    <section>
      <h2 className="nhsuk-heading-m">Where it may belong</h2>
      <p>
        <strong>{recommendation(placement)}</strong>
        {decided !== null && `: ${level(decided).meaning}`}.{' '}
        {placement.level === 'undecided'
          ? 'There is too little to tell, so it is left to people to decide.'
          : 'This is a suggestion for people to decide on.'}
      </p>
      {placement.reasons.length > 0 && (
        <ul>
          {placement.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <Table
        className="nhsuk-table--compact app-criteria"
        firstCellIsHeader
        caption="What the evidence says"
        captionProps={{ size: 's' }}
      >
        <Table.Head>
          <Table.Row>
            <Table.Cell>Question</Table.Cell>
            <Table.Cell format="numeric">Yes, out of 100</Table.Cell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {criteriaInWords(placement).map(({ question, score }) => (
            <Table.Row key={question}>
              <Table.Cell>{question}</Table.Cell>
              <Table.Cell format="numeric">
                {score}
                <svg className="app-bar" viewBox="0 0 100 8" aria-hidden="true" preserveAspectRatio="none">
                  <rect className="app-bar__all" width="100" height="8" />
                  <rect className="app-bar__part" width={score} height="8" />
                </svg>
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </section>
  );
}
