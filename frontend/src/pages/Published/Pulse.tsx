import { Checkboxes, Select } from 'nhsuk-react-components';
import { useState } from 'react';
import { answerPulse, type PulseRole } from '../../api/public';
import { AppForm } from '../../forms/AppForm';
import { textOf, textsOf } from '../../forms/entered';
import { pulseRoles } from '../../present';

/** One question to whoever reads it, of whom nothing is kept. */
export function Pulse({ publisher }: { publisher: string }) {
  const [said, setSaid] = useState(false);
  return (
    <section className="app-pulse">
      <h2 className="nhsuk-heading-m">Tell us what you think</h2>
      {said ? (
        <p role="status">Thank you. Your answer has been counted.</p>
      ) : (
        <AppForm
          button="Send your answer"
          secondary
          send={(entered) => {
            const statements = textsOf(entered, 'statements');
            const role = Object.keys(pulseRoles).find((one): one is PulseRole => one === textOf(entered, 'role'));
            return answerPulse(publisher, {
              recognise: statements.includes('recognise'),
              helps: statements.includes('helps'),
              ...(role !== undefined && { role }),
            });
          }}
          done={() => setSaid(true)}
        >
          {(field) => (
            <>
              <Checkboxes
                {...field('statements')}
                legend="Which of these is true for you?"
                legendProps={{ size: 's' }}
                hint="Choose none if neither is. We count the answers and keep nothing else about you."
                small
              >
                <Checkboxes.Item value="recognise">I recognise what it says</Checkboxes.Item>
                <Checkboxes.Item value="helps">It helps me</Checkboxes.Item>
              </Checkboxes>
              <Select {...field('role')} label="Who you are (optional)">
                <option value="">I would rather not say</option>
                {Object.entries(pulseRoles).map(([role, { one }]) => (
                  <option key={role} value={role}>
                    {one}
                  </option>
                ))}
              </Select>
            </>
          )}
        </AppForm>
      )}
    </section>
  );
}
