import { SummaryList } from 'nhsuk-react-components';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client';
import type { Lens, LensChange, LensNeed, LensReason, LensService, RoleLens } from '../../api/lens';
import { AppQuoted } from '../../components/AppQuoted';
import { byWhen, placeOf, strengthOf, strengths, summary } from './present';

/** Leads from an item's name to its own page, where it has one. */
type LinkTo = (item: Schemas['CheckedItem'], name: ReactNode) => ReactNode;

interface ReadProps {
  data: RoleLens;
  linkTo: LinkTo;
}

const refOf = ({ id, kind, code, fields }: Schemas['EditionItem']): Schemas['CheckedItem'] => ({
  id,
  kind,
  code,
  title: fields.title ?? '',
});

/** A strategy as people in the chosen role read it. */
export function Read({ data: { lens }, linkTo }: ReadProps) {
  if (lens === undefined) {
    return (
      <p>
        Choose a role to see what changes for people in it and when, which of their needs it meets, and which services
        they use.
      </p>
    );
  }
  return (
    <>
      <p className="app-lede" role="status">
        {summary(lens)}
      </p>
      <Words lens={lens} />
      {strengths.map(({ strength, heading, about }) => {
        const changes = lens.changes.filter((change) => strengthOf(change) === strength);
        return changes.length === 0 ? null : (
          <section key={strength} aria-label={heading}>
            <h2 className="nhsuk-heading-m">{heading}</h2>
            <p>{about}</p>
            {changes.map((change) => (
              <Change key={change.item.id} change={change} linkTo={linkTo} />
            ))}
          </section>
        );
      })}
      {lens.changes.length === 0 && (
        <p>
          An objective says what it changes for whom under “What changes for whom”, and which user needs it serves. What
          is written there is found here.
        </p>
      )}
      <Needs needs={lens.needs} linkTo={linkTo} />
      <Services services={lens.services} linkTo={linkTo} />
    </>
  );
}

function Words({ lens: { words, wider } }: { lens: Lens }) {
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">Which words are looked for</span>
      </summary>
      <div className="nhsuk-details__text">
        <p>
          They are named by <bdi>{words.join(', ')}</bdi>.
        </p>
        {wider.length > 0 && <p>A wider group is named by {wider.join(', ')}.</p>}
        <p>There is no score: what is stated comes first, then what names them, and within each what comes soonest.</p>
      </div>
    </details>
  );
}

function Change({ change, linkTo }: { change: LensChange; linkTo: LinkTo }) {
  const { item, for: said, steps, reasons } = change;
  const { due, excluded, non_digital: nonDigital } = item.fields;
  return (
    <article>
      <h3 className="nhsuk-heading-s">{linkTo(refOf(item), <Name of={refOf(item)} />)}</h3>
      <p>{byWhen(due)}.</p>
      <SummaryList>
        {said.length > 0 && (
          <Row label="What changes">
            {said.map(({ what, when }) => (
              <li key={what}>
                <bdi>{what}</bdi>. <span className="app-quiet">{byWhen(when)}.</span>
              </li>
            ))}
          </Row>
        )}
        {steps.length > 0 && (
          <Row label="Steps">
            {steps.map(({ initiative, milestone }, n) => (
              <li key={n}>
                <bdi>{milestone.name}</bdi>.{' '}
                <span className="app-quiet">
                  {milestone.done === true ? 'Done' : byWhen(milestone.due)}, by {initiative.code}{' '}
                  <bdi>{initiative.title}</bdi>.
                </span>
              </li>
            ))}
          </Row>
        )}
        {excluded !== undefined && (
          <Row label="Who could be excluded">
            <li>{excluded}</li>
          </Row>
        )}
        {(excluded ?? nonDigital) !== undefined && (
          <Row label="The way without digital">
            <li>{nonDigital ?? 'None is written yet.'}</li>
          </Row>
        )}
        <Why reasons={reasons} about={item.id} />
      </SummaryList>
    </article>
  );
}

function Name({ of: { code, title } }: { of: Schemas['CheckedItem'] }) {
  return (
    <>
      {code} <bdi>{title}</bdi>
    </>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <SummaryList.Row>
      <SummaryList.Key>{label}</SummaryList.Key>
      <SummaryList.Value>
        <ul className="app-plain">{children}</ul>
      </SummaryList.Value>
    </SummaryList.Row>
  );
}

function Why({ reasons, about }: { reasons: LensReason[]; about: string }) {
  return (
    <Row label="Why it is here">
      {reasons.map((reason, n) => (
        <li key={n}>
          <bdi>{placeOf(reason, about)}</bdi>
          {reason.mark !== undefined && <AppQuoted mark={reason.mark} />}
        </li>
      ))}
    </Row>
  );
}

function Needs({ needs, linkTo }: { needs: LensNeed[]; linkTo: LinkTo }) {
  if (needs.length === 0) return null;
  return (
    <section aria-label="Their needs">
      <h2 className="nhsuk-heading-m">Their needs</h2>
      {needs.map(({ item, met }) => (
        <article key={item.id}>
          <h3 className="nhsuk-heading-s">{linkTo(refOf(item), <Name of={refOf(item)} />)}</h3>
          <SummaryList>
            <Row label="Evidence">
              <li>{item.fields.evidence ?? 'None is written yet.'}</li>
            </Row>
            <Row label="Served by">
              {met.length === 0 && <li>No objective serves it yet.</li>}
              {met.map((one) => (
                <li key={one.id}>{linkTo(one, <Name of={one} />)}</li>
              ))}
            </Row>
          </SummaryList>
        </article>
      ))}
    </section>
  );
}

const figures = [
  ['users', 'Users'],
  ['volume', 'Volume'],
  ['take_up', 'Digital take-up'],
  ['satisfaction', 'User satisfaction'],
] as const;

function Services({ services, linkTo }: { services: LensService[]; linkTo: LinkTo }) {
  if (services.length === 0) return null;
  return (
    <section aria-label="Services they use">
      <h2 className="nhsuk-heading-m">Services they use</h2>
      {services.map(({ item, reasons }) => (
        <article key={item.id}>
          <h3 className="nhsuk-heading-s">{linkTo(refOf(item), <Name of={refOf(item)} />)}</h3>
          <SummaryList>
            {figures.map(
              ([name, label]) =>
                item.fields[name] !== undefined && (
                  <Row key={name} label={label}>
                    <li>{item.fields[name]}</li>
                  </Row>
                ),
            )}
            <Why reasons={reasons} about={item.id} />
          </SummaryList>
        </article>
      ))}
    </section>
  );
}
