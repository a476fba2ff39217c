import { textOf, textsOf } from '../../forms/entered';
import { Checkboxes, TextInput } from 'nhsuk-react-components';
import type { Connection } from '../../api/connections';
import type { Role } from '../../api/people';
import type { FieldProps } from '../../forms/AppForm';
import { roleInWords } from '../../present';
import { yieldedRoles } from './present';

interface TermsProps {
  field: (name: string) => FieldProps;
  kind: string;
  of?: Connection;
}

/** What the sign-ins of a connection rest on; it changes while the connection is a draft. */
export function Terms({ field, kind, of }: TermsProps) {
  return (
    <>
      <TextInput
        {...field('client_id')}
        label="Client id"
        hint="By which the provider knows Throughline"
        defaultValue={of?.client_id}
      />
      <TextInput
        {...field('amr')}
        label="Required ways of signing in (optional)"
        hint="One of these must be in the provider’s amr, such as mfa. Put a space between them."
        defaultValue={of?.amr.join(' ')}
      />
      <TextInput
        {...field('acr')}
        label="Required levels of sign-in (optional)"
        hint="One of these must be the provider’s acr. Put a space between them."
        defaultValue={of?.acr.join(' ')}
      />
      <Checkboxes
        {...field('second_factor')}
        legend="A second factor"
        hint="Administrators and people of a system need one"
      >
        <Checkboxes.Item value="yes" defaultChecked={of?.second_factor}>
          Our provider always asks for a second factor
        </Checkboxes.Item>
      </Checkboxes>
      {kind !== 'platform' && (
        <Checkboxes
          {...field('ceiling')}
          legend="Roles that claims may give"
          hint="By the rules below, and none beyond these. Nobody becomes an administrator by it."
        >
          {yieldedRoles(kind).map((role) => (
            <Checkboxes.Item key={role} value={role} defaultChecked={of?.ceiling.includes(role)}>
              {roleInWords(role)}
            </Checkboxes.Item>
          ))}
        </Checkboxes>
      )}
    </>
  );
}

const words = (entered: FormData, name: string) =>
  textOf(entered, name)
    .split(/\s+/)
    .filter((word) => word !== '');

/** What was entered about what sign-ins rest on. */
export function termsEntered(entered: FormData) {
  return {
    client_id: textOf(entered, 'client_id').trim(),
    acr: words(entered, 'acr'),
    amr: words(entered, 'amr'),
    second_factor: entered.get('second_factor') === 'yes',
    ceiling: textsOf(entered, 'ceiling') as Role[],
  };
}
