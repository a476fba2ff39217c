import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Textarea } from 'nhsuk-react-components';
import { useRef, useState } from 'react';
import type { CellObjective } from '../api/alignment';
import { reply } from '../api/inbox';
import { AppAction } from '../forms/AppAction';
import { AppForm } from '../forms/AppForm';
import { textOf } from '../forms/entered';
import { mayReplyToMembers } from '../places';
import { AppReplies } from './AppReplies';

const above = getRouteApi('/organisations/$organisation');

interface AppAskProps {
  of: CellObjective;
  /** What the organisation that decided is called. */
  name: string;
}

/** What the system and a member have said to each other about the member's decision, and what the system may say now. */
export function AppAsk({ of: { link, history = [] }, name }: AppAskProps) {
  const { place } = above.useRouteContext();
  const acting = place.organisation.id;
  const ours = link.objective.organisation === acting;
  const [latest] = history;
  const section = useRef<HTMLElement>(null);
  const [height, setHeight] = useState<number>();
  // What was said takes the place of the form, and nothing below it moves.
  const sent = () => {
    setHeight(section.current?.offsetHeight);
    section.current?.focus({ preventScroll: true });
  };
  const speaks = mayReplyToMembers(place) && latest !== undefined && latest.verdict !== 'withdrawn';
  if (!speaks && history.every(({ replies }) => replies.length === 0)) return null;
  return (
    <section
      ref={section}
      tabIndex={-1}
      style={{ minHeight: height }}
      aria-label={`What was said of ${link.objective.code} and ${link.target.code}`}
    >
      <AppReplies entries={history} system={ours ? 'The system' : 'We'} member={ours ? 'We' : name} />
      {speaks && <Say acting={acting} decision={latest} about={link} name={name} sent={sent} />}
    </section>
  );
}

interface SayProps {
  acting: string;
  decision: NonNullable<CellObjective['history']>[number];
  about: CellObjective['link'];
  name: string;
  /** Called before the page learns what was said. */
  sent: () => void;
}

function Say({ acting, decision: { id, replies }, about: { objective, target }, name, sent }: SayProps) {
  const queries = useQueryClient();
  const done = () => {
    sent();
    void queries.invalidateQueries({ queryKey: [acting] });
  };
  const last = replies.at(-1)?.kind;
  if (last === 'challenge') return <p>{name} has not answered yet.</p>;
  const about = `${objective.code} and ${target.code}`;
  return (
    <>
      {last !== 'acknowledge' && (
        <AppAction
          word="Acknowledge"
          about={`what ${name} decided about ${about}`}
          act={() => reply(acting, id, { kind: 'acknowledge', text: '' }, crypto.randomUUID())}
          done={done}
        />
      )}
      <details className="nhsuk-details">
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">
            Ask {name} about it<span className="nhsuk-u-visually-hidden">: {about}</span>
          </span>
        </summary>
        <div className="nhsuk-details__text">
          <AppForm
            button={`Ask ${name}`}
            secondary
            send={(entered, key) => reply(acting, id, { kind: 'challenge', text: textOf(entered, 'text').trim() }, key)}
            done={done}
          >
            {(field) => (
              <Textarea
                {...field('text')}
                label="What you would like to discuss, and why"
                hint={`Your system and ${name} alone read this. The decision stays theirs.`}
                rows={3}
              />
            )}
          </AppForm>
        </div>
      </details>
    </>
  );
}
