import { useSuspenseQuery } from '@tanstack/react-query';
import type { EditionItem, EditionText } from '../../api/editions';
import { kindsQuery, type FieldName } from '../../api/strategy';
import { monthInWords } from '../../present';
import { manyOf, valueInWords } from '../Strategy/present';

interface TextProps {
  organisation: string;
  text: EditionText;
}

/** What a version says, kind by kind. */
export function Text({ organisation, text }: TextProps) {
  const { data: catalogue } = useSuspenseQuery(kindsQuery(organisation));
  return (
    <>
      {text.mission !== '' && <p className="nhsuk-body-l">{text.mission}</p>}
      <p>
        {text.period !== '' && `${text.period}. `}
        {text.next_review !== null && `Next review: ${monthInWords(text.next_review)}.`}
      </p>
      {catalogue.kinds.map(({ kind, fields }) => {
        const items = text.items.filter((item) => item.kind === kind);
        return items.length === 0 ? null : (
          <section key={kind}>
            <h3 className="nhsuk-heading-s">{manyOf(kind)}</h3>
            {items.map((item) => (
              <Item key={item.id} item={item} fields={fields} />
            ))}
          </section>
        );
      })}
    </>
  );
}

interface ItemProps {
  item: EditionItem;
  fields: { name: string; label: string; type: Parameters<typeof valueInWords>[0]['type'] }[];
}

function Item({ item, fields }: ItemProps) {
  const said = fields.filter(({ name }) => name !== 'title' && item.fields[name as FieldName] !== undefined);
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">
          {item.code} <bdi>{item.fields.title}</bdi>
        </span>
      </summary>
      <dl className="nhsuk-summary-list nhsuk-details__text">
        {said.map((field) => (
          <div key={field.name} className="nhsuk-summary-list__row">
            <dt className="nhsuk-summary-list__key">{field.label}</dt>
            <dd className="nhsuk-summary-list__value">{valueInWords(field, item.fields[field.name as FieldName])}</dd>
          </div>
        ))}
        {said.length === 0 && (
          <div className="nhsuk-summary-list__row">
            <dt className="nhsuk-summary-list__key">Title</dt>
            <dd className="nhsuk-summary-list__value">{item.fields.title}</dd>
          </div>
        )}
      </dl>
    </details>
  );
}
