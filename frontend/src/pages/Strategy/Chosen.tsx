import { Checkboxes, Select } from 'nhsuk-react-components';
import { useId } from 'react';
import type { ControlProps } from './props';
import { ofKind, titleOf, wordInWords } from './present';

/** More choices than this are folded away until they are wanted. */
const many = 12;

/** Words of a list, or items of the same strategy by their codes: several as boxes, one as a list to choose from. */
export function Chosen({ field, value, error, strategy, self, change, leave }: ControlProps) {
  const id = useId();
  const choices: [value: string, words: string][] =
    field.of === null
      ? field.words.map((word) => [word, wordInWords(word)])
      : ofKind(strategy, field.of)
          .filter((item) => item.id !== self.id)
          .map((item) => [item.code, `${item.code} ${titleOf(item)}`]);
  const chosen = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  if (field.type === 'code') {
    return (
      <Select
        id={id}
        name={field.name}
        label={field.label}
        error={error}
        value={typeof value === 'string' ? value : ''}
        onChange={(e) => change(e.currentTarget.value)}
        onBlur={leave}
      >
        <Select.Option value="">None</Select.Option>
        {choices.map(([one, words]) => (
          <Select.Option key={one} value={one}>
            {words}
          </Select.Option>
        ))}
      </Select>
    );
  }
  if (choices.length === 0) return null;
  const toggle = (one: string, on: boolean) => change(on ? [...chosen, one] : chosen.filter((other) => other !== one));
  const boxes = (
    <Checkboxes id={id} name={field.name} legend={field.label} error={error} small>
      {choices.map(([one, words]) => (
        <Checkboxes.Item
          key={one}
          value={one}
          checked={chosen.includes(one)}
          onChange={(e) => toggle(one, e.currentTarget.checked)}
          onBlur={leave}
        >
          {words}
        </Checkboxes.Item>
      ))}
    </Checkboxes>
  );
  if (choices.length <= many) return boxes;
  const summary = `${field.label}: ${chosen.length === 0 ? 'none chosen' : `${chosen.length} chosen`}`;
  return (
    <details className="nhsuk-details" open={error !== undefined || undefined}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">{summary}</span>
      </summary>
      <div className="nhsuk-details__text">{boxes}</div>
    </details>
  );
}
