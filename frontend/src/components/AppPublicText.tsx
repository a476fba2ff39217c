import type { ReactNode } from 'react';
import type { PublicItem, PublicText } from '../api/public';
import { monthInWords } from '../present';
import { AppMeasures } from './AppMeasures';

type Kind = PublicItem['kind'];

/** The kinds of item that everybody may read, in the order in which they are read, each under what it is in plain words. */
const parts: [Kind, string][] = [
  ['aim', 'What we are here to do'],
  ['goal', 'What we want to be true'],
  ['objective', 'What we will do'],
  ['initiative', 'The work that gets us there'],
  ['delivered', 'What we have done so far'],
  ['non_priority', 'What we will not do'],
  ['change_of_course', 'What we have changed our plans about'],
  ['principle', 'How we decide'],
];

/** What beside an item is there to say about it: a form, for somebody who may. */
type Beside = (item: PublicItem) => ReactNode;

/** A strategy as everybody reads it. */
export function AppPublicText({ text, beside }: { text: PublicText; beside?: Beside }) {
  return (
    <>
      {text.mission !== '' && <p className="app-lede">{text.mission}</p>}
      {text.period !== '' && <p>It covers {text.period}.</p>}
      {text.next_review !== null && <p>We will look at it again in {monthInWords(text.next_review)}.</p>}
      {parts.map(([kind, heading]) => {
        const items = text.items.filter((item) => item.kind === kind);
        return items.length === 0 ? null : (
          <section key={kind}>
            <h2 className="nhsuk-heading-m">{heading}</h2>
            {items.map((item) => (
              <Item key={item.code} item={item} items={text.items} beside={beside} />
            ))}
          </section>
        );
      })}
    </>
  );
}

function Item({ item, items, beside }: { item: PublicItem; items: PublicItem[]; beside?: Beside }) {
  const { fields } = item;
  const named = (codes: string[] | undefined) =>
    items.filter(({ code }) => codes?.includes(code)).map(({ code, fields: { title } }) => title ?? code);
  const facts: [string, ReactNode][] = [
    [dueWords[item.kind] ?? 'By when', fields.due !== undefined && monthInWords(fields.due)],
    ['How we will know', fields.measures !== undefined && <AppMeasures measures={fields.measures} />],
    ['What it changes for people', fields.changes !== undefined && <Changes changes={fields.changes} />],
    ['Without digital', fields.non_digital],
    ['What it changed', fields.effect],
    ['What it is for', listOf([...named(fields.aims), ...named(fields.goals), ...named(fields.objectives)])],
    ['What comes instead', listOf(named(fields.replaced_by === undefined ? [] : [fields.replaced_by]))],
  ];
  const said = facts.filter(([, value]) => value !== undefined && value !== false);
  return (
    <article className="app-public__item">
      <h3 className="nhsuk-heading-s">{fields.title}</h3>
      {fields.description !== undefined && <p className="app-public__prose">{fields.description}</p>}
      {said.length > 0 && (
        <dl className="nhsuk-summary-list nhsuk-summary-list--no-border">
          {said.map(([name, value]) => (
            <div key={name} className="nhsuk-summary-list__row">
              <dt className="nhsuk-summary-list__key">{name}</dt>
              <dd className="nhsuk-summary-list__value">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {beside?.(item)}
    </article>
  );
}

const dueWords: Partial<Record<Kind, string>> = { non_priority: 'Until', delivered: 'When', change_of_course: 'When' };

function listOf(texts: string[]): ReactNode {
  return texts.length === 0 ? undefined : texts.join('; ');
}

function Changes({ changes }: { changes: NonNullable<PublicItem['fields']['changes']> }) {
  return (
    <ul className="app-plain">
      {changes.map(({ role, what, when }) => (
        <li key={`${role} ${what}`}>
          <strong>{role}:</strong> {what}
          {when !== undefined && when !== '' && ` (${monthInWords(when)})`}
        </li>
      ))}
    </ul>
  );
}
