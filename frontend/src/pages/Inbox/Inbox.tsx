import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemError } from '../../api/client';
import { inboxQuery, type InboxLink, type InboxObjective } from '../../api/inbox';
import { AppObjectiveLink } from '../../components/AppLinks';
import { AppMarkedText } from '../../components/AppMarked';
import { AppMeasures } from '../../components/AppMeasures';
import { AppPage } from '../../components/AppPage';
import { AppAction } from '../../forms/AppAction';
import { mayDecideLinks } from '../../places';
import { counted } from '../../present';
import { Help } from './Help';
import { asked, ending, inOrder, keysOf, leftOf, progress, shownOf } from './present';
import { Suggestion, type Acts } from './Suggestion';
import { useDecisions } from './useDecisions';
import { useKeys, useKeysOn } from './useKeys';
import { useSpot } from './useSpot';

const route = getRouteApi('/organisations/$organisation/inbox');
const above = getRouteApi('/organisations/$organisation');

/** One objective at a time, with what it may serve: confirmed or rejected with a keystroke or a press. */
export function Inbox() {
  const { organisation } = route.useParams();
  const { system } = route.useSearch();
  const { data } = useSuspenseQuery(inboxQuery(organisation, system));
  // Nothing moves when a decision is made: the order is that of the arrival, of the page and of what has come since.
  const seen = keysOf(data.objectives);
  const [order, setOrder] = useState(seen);
  const fresh = seen.filter((key) => !order.includes(key));
  if (fresh.length > 0) setOrder([...order, ...fresh]);
  const objectives = inOrder(order, data.objectives);
  if (objectives.length === 0) {
    return (
      <AppPage title="Alignment inbox" caption={data.system.name}>
        <p>There is nothing to review. Suggestions come when a version of your strategy is published to the system.</p>
      </AppPage>
    );
  }
  return (
    <Reviewing
      organisation={organisation}
      system={system}
      caption={data.system.name}
      likely={data.likely}
      objectives={objectives}
    />
  );
}

interface ReviewingProps {
  organisation: string;
  system: string | undefined;
  caption: string;
  likely: number;
  objectives: InboxObjective[];
}

function Reviewing({ organisation, system, caption, likely, objectives }: ReviewingProps) {
  const { place } = above.useRouteContext();
  const { at } = route.useSearch();
  const navigate = route.useNavigate();
  const may = mayDecideLinks(place);
  const decisions = useDecisions(organisation);
  const { spot, moved, rejecting, typedAt, setRejecting, sent, refused, move, toObjective, toLink } = useSpot(
    objectives,
    at,
    (objective) => void navigate({ search: (now) => ({ ...now, at: objective }), replace: true, resetScroll: false }),
  );
  const [keysOn, setKeysOn] = useKeysOn();
  const [help, setHelp] = useState(false);
  const one = objectives[spot.objective];
  const links = shownOf(one);
  const chosen = links[spot.link];
  const actsOn = (of: InboxLink, at: number): Acts => ({
    confirm: () => decisions.confirm(of),
    partial: () => decisions.partial(of),
    primary: () => decisions.primary(of),
    rejecting: () => {
      toLink(at);
      setRejecting(true);
    },
    typed: typedAt(at),
    reject: (reason) => {
      sent(at);
      decisions.reject(of, reason, () => refused(at, reason));
    },
    cancel: () => setRejecting(false),
    undo: decisions.undoOf(of),
    undoAlone: decisions.undoAloneOf(of),
  });
  const onChosen = (act: (of: InboxLink) => void) => () => {
    if (may && chosen !== undefined) act(chosen);
  };
  useKeys(keysOn, {
    j: () => move(1),
    k: () => move(-1),
    n: () => toObjective(spot.objective + 1),
    enter: onChosen(decisions.confirm),
    p: onChosen(decisions.partial),
    1: onChosen(decisions.primary),
    x: onChosen(() => setRejecting(true)),
    u: decisions.undoLast,
    t: onChosen((of) => decisions.undoAloneOf(of)?.()),
    '?': () => setHelp(!help),
  });
  return (
    <AppPage title="Alignment inbox" caption={caption} wide>
      <Standing objectives={objectives} said={decisions.said} problem={decisions.problem} />
      {may && <Together likely={likely} confirm={() => decisions.confirmAll(likely, system)} done={decisions.again} />}
      <Help open={help} toggle={() => setHelp(!help)} on={keysOn} set={setKeysOn} />
      <Ways at={spot.objective} of={objectives.length} go={toObjective} />
      {one !== undefined && (
        // Another objective is another list, also where a goal stands in both: its card must not keep the focus.
        <div key={one.objective.id} className="app-inbox">
          <Ours of={one} chosen={chosen} />
          <section aria-label="What it may serve">
            {links.length === 0 && <p>Nothing of the system is like it. It may be local by choice.</p>}
            {links.map((of, at) => (
              <Suggestion
                key={of.link.target.id}
                organisation={organisation}
                of={of}
                here={at === spot.link}
                focused={moved}
                rejecting={rejecting && at === spot.link}
                busy={decisions.busy}
                may={may}
                choose={() => toLink(at)}
                done={decisions.again}
                acts={actsOn(of, at)}
              />
            ))}
          </section>
        </div>
      )}
    </AppPage>
  );
}

function Standing({
  objectives,
  said,
  problem,
}: {
  objectives: InboxObjective[];
  said: string;
  problem: Error | null;
}) {
  const question = asked(objectives);
  return (
    <>
      {question !== undefined && (
        <p>
          <strong>{question}</strong>
        </p>
      )}
      <p>{ending(objectives) ?? progress(objectives)}</p>
      <p role="status" className="app-inbox__said">
        {said}
      </p>
      {problem !== null && (
        <p role="alert" className="nhsuk-error-message">
          {problem instanceof ProblemError ? problem.problem.detail : 'It did not work. Try again.'}
        </p>
      )}
    </>
  );
}

function Together({ likely, confirm, done }: { likely: number; confirm: () => Promise<void>; done: () => void }) {
  return (
    <p>
      {likely === 0 ? (
        'No likely suggestion is left to decide about.'
      ) : (
        <AppAction
          word={`Confirm all ${likely} likely`}
          about="suggestions"
          confirm="They are confirmed as they are. You can undo all of it, or one alone. Confirm them?"
          act={confirm}
          done={done}
        />
      )}
    </p>
  );
}

function Ways({ at, of, go }: { at: number; of: number; go: (objective: number) => void }) {
  return (
    <nav aria-label="Objectives" className="app-inbox__ways">
      <button type="button" className="app-link-button" disabled={at === 0} onClick={() => go(at - 1)}>
        Previous objective
      </button>{' '}
      Objective {at + 1} of {of}{' '}
      <button type="button" className="app-link-button" disabled={at === of - 1} onClick={() => go(at + 1)}>
        Next objective
      </button>
    </nav>
  );
}

function Ours({ of, chosen }: { of: InboxObjective; chosen: InboxLink | undefined }) {
  return (
    <section aria-label="Our objective">
      <h2 className="nhsuk-heading-m">
        <AppObjectiveLink id={of.objective.id}>
          {of.objective.code} <bdi>{of.objective.title}</bdi>
        </AppObjectiveLink>
      </h2>
      {chosen === undefined ? (
        <p>{of.description}</p>
      ) : (
        <AppMarkedText heading="Objective" text={chosen.objective_text} />
      )}
      <AppMeasures measures={of.measures} />
      <p>{leftOf(of) === 0 ? 'Reviewed.' : `${counted(leftOf(of), 'suggestion')} left.`}</p>
      {of.warning !== '' && <p className="nhsuk-inset-text">{of.warning}</p>}
    </section>
  );
}
