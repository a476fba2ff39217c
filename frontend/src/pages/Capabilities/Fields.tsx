import { Checkboxes, Fieldset, Select, Textarea, TextInput } from 'nhsuk-react-components';
import type { Capability, Frame } from '../../api/capabilities';
import type { FieldProps } from '../../forms/AppForm';
import { frames, subjectInWords } from './present';

interface FieldsProps {
  field: (name: string) => FieldProps;
  themes: string[];
  of?: Capability;
}

/** What a capability is made of, but for its code. */
export function Fields({ field, themes, of }: FieldsProps) {
  return (
    <>
      <TextInput
        {...field('name')}
        label="Name"
        hint="As it stands inside a sentence, such as virtual wards"
        defaultValue={of?.name}
      />
      <Select {...field('theme')} label="Broad subject" defaultValue={of?.theme ?? ''}>
        <Select.Option value="">Choose a subject</Select.Option>
        {themes.map((theme) => (
          <Select.Option key={theme} value={theme}>
            {subjectInWords(theme)}
          </Select.Option>
        ))}
      </Select>
      <Words field={field} of={of} />
      <Checkboxes {...field('frames')} legend="What a goal about it usually asks for (optional)">
        {(Object.keys(frames) as Frame[]).map((frame) => (
          <Checkboxes.Item key={frame} value={frame} defaultChecked={of?.frames.includes(frame)}>
            {frames[frame]}
          </Checkboxes.Item>
        ))}
      </Checkboxes>
      <Test field={field} name="common" question="Do most organisations need it?" of={of?.common} />
      <Test field={field} name="standardised" question="Can it run one way everywhere?" of={of?.standardised} />
      <Test
        field={field}
        name="interoperable"
        question="Does its benefit cross from one organisation to another?"
        of={of?.interoperable}
      />
      <TextInput
        {...field('wgll')}
        label="Success measures of What Good Looks Like (optional)"
        hint="Numbers from 1 to 7, the chief one first, such as 2, 6"
        defaultValue={of?.wgll.join(', ')}
      />
      <Relations field={field} of={of} />
    </>
  );
}

type PartProps = Omit<FieldsProps, 'themes'>;

function Words({ field, of }: PartProps) {
  return (
    <>
      <Lines
        {...field('phrases')}
        label="Phrases"
        hint="How people speak of it, one on each line. They are found in any inflection. A ~ between two words stands for up to two others, and = before a word means exactly that one."
        rows={8}
        lines={of?.phrases}
      />
      <Lines
        {...field('short')}
        label="Abbreviations (optional)"
        hint="One on each line. They count when written with two capitals or more."
        lines={of?.short}
      />
      <Lines
        {...field('products')}
        label="Products and programmes (optional)"
        hint="One on each line. They count when written with a capital."
        lines={of?.products}
      />
    </>
  );
}

interface LinesProps extends FieldProps {
  label: string;
  hint: string;
  rows?: number;
  lines: string[] | undefined;
}

/** A list, one on each line. */
function Lines({ lines, rows = 3, ...rest }: LinesProps) {
  return <Textarea {...rest} rows={rows} defaultValue={lines?.join('\n')} />;
}

interface TestProps {
  field: (name: string) => FieldProps;
  name: string;
  question: string;
  of?: Capability['common'];
}

function Test({ field, name, question, of }: TestProps) {
  return (
    <Fieldset>
      <Fieldset.Legend size="s">{question}</Fieldset.Legend>
      <TextInput
        {...field(name)}
        label="How much"
        hint="From 0, not at all, to 1, such as 0.7. From 0.5 on it holds."
        width="4"
        inputMode="decimal"
        defaultValue={of?.value}
      />
      <TextInput
        {...field(`${name}.because`)}
        label="Because"
        hint="Completes the sentence, without a full stop"
        defaultValue={of?.because}
      />
    </Fieldset>
  );
}

function Relations({ field, of }: PartProps) {
  return (
    <>
      <TextInput
        {...field('given')}
        label="National service (optional)"
        hint="If it leaves nothing to decide locally but adoption, such as NHS App"
        defaultValue={of?.given}
      />
      <Lines
        {...field('given_by')}
        label="Phrases that name the national service (optional)"
        hint="One on each line. Without any, every phrase does."
        rows={2}
        lines={of?.given_by}
      />
      <Lines
        {...field('related')}
        label="Codes of capabilities that go with it (optional)"
        hint="One on each line"
        lines={of?.related}
      />
      <Lines
        {...field('contrasts')}
        label="Codes of what is done in place of it (optional)"
        hint="One on each line"
        lines={of?.contrasts}
      />
    </>
  );
}
