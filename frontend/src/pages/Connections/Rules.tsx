import { Fieldset, Select, TextInput } from 'nhsuk-react-components';
import type { Connection, ConnectionChange } from '../../api/connections';
import type { Role } from '../../api/people';
import type { FieldProps } from '../../forms/AppForm';
import { textOf } from '../../forms/entered';
import { roleInWords } from '../../present';
import { yieldedRoles } from './present';

interface RulesProps {
  field: (name: string) => FieldProps;
  kind: string;
  of?: Connection;
}

/** How many empty rows there are to write in; saving makes as many again. */
const spare = 2;

/** The rules that make roles of claims, a row each: they may change at any time. */
export function Rules({ field, kind, of }: RulesProps) {
  const kept = of?.rules ?? [];
  const rows = [...kept, ...Array.from({ length: spare }, () => undefined)];
  return (
    <Fieldset>
      <Fieldset.Legend size="s">Rules (optional)</Fieldset.Legend>
      <div className="nhsuk-hint">
        Somebody whose provider says this value of this claim has this role. A row that is left empty is no rule: empty
        one to take it away. A role that no rule gives any more ends at once for everybody who has it by a rule.
      </div>
      {rows.map((rule, index) => (
        <div key={index} className="app-rule" role="group" aria-label={`Rule ${index + 1}`}>
          <TextInput {...field(`rules.${index}.claim`)} label="Claim" defaultValue={rule?.claim} />
          <TextInput {...field(`rules.${index}.value`)} label="Value" defaultValue={rule?.value} />
          <Select {...field(`rules.${index}.role`)} label="Role" defaultValue={rule?.role ?? ''}>
            <Select.Option value="">None</Select.Option>
            {yieldedRoles(kind).map((role) => (
              <Select.Option key={role} value={role}>
                {roleInWords(role)}
              </Select.Option>
            ))}
          </Select>
        </div>
      ))}
    </Fieldset>
  );
}

/** The rows in which something stands, by their place in the form. */
function writtenRows(entered: FormData): number[] {
  const written: number[] = [];
  for (let row = 0; entered.has(`rules.${row}.claim`); row++) {
    const parts = ['claim', 'value', 'role'].map((part) => textOf(entered, `rules.${row}.${part}`).trim());
    if (parts.some((part) => part !== '')) written.push(row);
  }
  return written;
}

/** The rules that were entered. What is half a rule is sent as it is, for the server to say what is missing. */
export function rulesEntered(entered: FormData): NonNullable<ConnectionChange['rules']> {
  return writtenRows(entered).map((row) => ({
    claim: textOf(entered, `rules.${row}.claim`).trim(),
    value: textOf(entered, `rules.${row}.value`).trim(),
    role: textOf(entered, `rules.${row}.role`) as Role,
  }));
}

/** The field of the form for one of the request: the second rule that was sent may stand in the third row. */
export function fieldOfRules(entered: FormData): (field: string) => string {
  const written = writtenRows(entered);
  return (field) => field.replace(/^rules\.(\d+)/, (_, sent: string) => `rules.${written[Number(sent)] ?? sent}`);
}
