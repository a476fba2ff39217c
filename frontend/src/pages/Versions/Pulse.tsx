import type { PulseCount } from '../../api/public';
import { capitalised, pulseRoles } from '../../present';

const statements: Record<PulseCount['statement'], string> = {
  recognise: 'I recognise what it says',
  helps: 'It helps me',
  neither: 'Neither',
};

/** What people without an account have said of a version. */
export function Pulse({ counts }: { counts: PulseCount[] }) {
  return (
    <section>
      <h2 className="nhsuk-heading-m">What everybody says of it</h2>
      {counts.length === 0 ? (
        <p>Nothing has been said by five people yet. What fewer have said is not shown, so that nobody can be known.</p>
      ) : (
        <>
          <p>
            Counts are in fives, and what fewer than five people have said is not shown, so that nobody can be known.
            People may answer more than once.
          </p>
          <table className="nhsuk-table">
            <caption className="nhsuk-table__caption nhsuk-table__caption--s">Answers on the published page</caption>
            <thead className="nhsuk-table__head">
              <tr>
                <th scope="col">Answer</th>
                <th scope="col">Who</th>
                <th scope="col">At least</th>
              </tr>
            </thead>
            <tbody className="nhsuk-table__body">
              {counts.map(({ statement, role, at_least }) => (
                <tr key={`${statement} ${role}`} className="nhsuk-table__row">
                  <td className="nhsuk-table__cell">{statements[statement]}</td>
                  <td className="nhsuk-table__cell">{role === null ? 'Not said' : capitalised(pulseRoles[role])}</td>
                  <td className="nhsuk-table__cell">{at_least}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
