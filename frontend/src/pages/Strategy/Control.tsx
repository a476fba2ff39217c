import { Select, Textarea, TextInput } from 'nhsuk-react-components';
import { useId } from 'react';
import { wholeFrom } from '../../forms/entered';
import { monthFrom } from '../../present';
import { Chosen } from './Chosen';
import { Offers } from './Offers';
import { hintOf, wordInWords } from './present';
import type { ControlProps } from './props';
import { Rows } from './Rows';

/** The control of one field, by its type. */
export function Control(props: ControlProps) {
  const { type } = props.field;
  if (type === 'words' || type === 'codes' || type === 'code') return <Chosen {...props} />;
  if (type === 'measures' || type === 'milestones' || type === 'changes') return <Rows {...props} />;
  return type === 'word' ? <OneWord {...props} /> : <Text {...props} />;
}

const textIn = (value: unknown) =>
  typeof value === 'string' || (typeof value === 'number' && value > 0) ? String(value) : '';

/** A number from what was typed; what is no whole number from 1 stays as it is, and is refused when it is saved. */
function numberIn(typed: string): number | string {
  const number = typed === '' ? 0 : wholeFrom(typed);
  return number === undefined || (number === 0 && typed !== '') ? typed : number;
}

function OneWord({ field, value, error, change, leave }: ControlProps) {
  const id = useId();
  return (
    <Select
      id={id}
      name={field.name}
      label={field.label}
      hint={hintOf(field)}
      error={error}
      value={textIn(value)}
      onChange={(e) => change(e.currentTarget.value)}
      onBlur={leave}
    >
      <Select.Option value="">Not said</Select.Option>
      {field.words.map((word) => (
        <Select.Option key={word} value={word}>
          {wordInWords(word)}
        </Select.Option>
      ))}
    </Select>
  );
}

function Text({ field, value, error, roles, change, leave }: ControlProps) {
  const id = useId();
  const text = textIn(value);
  const left = () => {
    const month = field.type === 'month' ? monthFrom(text) : undefined;
    if (month !== undefined) change(month);
    leave();
  };
  const named = { id, name: field.name, label: field.label, hint: hintOf(field), error, onBlur: left };
  if (field.type === 'prose') {
    return <Textarea {...named} rows={4} value={text} onChange={(e) => change(e.currentTarget.value)} />;
  }
  if (field.type === 'number') {
    const read = (typed: string) => change(numberIn(typed));
    return (
      <TextInput {...named} width="4" inputMode="numeric" value={text} onChange={(e) => read(e.currentTarget.value)} />
    );
  }
  const offers = field.name === 'role' ? roles : [];
  return (
    <>
      <TextInput
        {...named}
        width={field.type === 'month' ? '10' : undefined}
        list={offers.length > 0 ? `${id}offers` : undefined}
        value={text}
        onChange={(e) => change(e.currentTarget.value)}
      />
      {offers.length > 0 && <Offers id={`${id}offers`} words={offers} />}
    </>
  );
}
