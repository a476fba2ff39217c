import { useState } from 'react';
import type { InboxObjective } from '../../api/inbox';
import { shownOf, step, type Spot } from './present';

const arrivalAt = (at: string | undefined, objectives: InboxObjective[]): Spot => ({
  objective: Math.max(
    0,
    objectives.findIndex(({ objective }) => objective.id === at),
  ),
  link: 0,
});

/**
 * Where one is among objectives and their links, and whether one is saying why the link there is rejected. The objective is kept in
 * the address by its id, for whoever reloads the page, or reads something else and comes back.
 */
export function useSpot(objectives: InboxObjective[], at: string | undefined, keep: (objective: string) => void) {
  const [{ spot, rejecting }, setHere] = useState(() => ({ spot: arrivalAt(at, objectives), rejecting: false }));
  // On arrival the focus is the page's; from the first move on it is where one is.
  const [moved, setMoved] = useState(false);
  // The reasons that were sent and not kept, each by where it is asked for again.
  const [typed, setTyped] = useState<Record<string, string>>({});
  const placeOf = (link: number) => `${spot.objective} ${link}`;
  const go = (to: Spot) => {
    setMoved(true);
    setHere({ spot: to, rejecting: false });
    const id = objectives[to.objective]?.objective.id;
    if (id !== undefined && to.objective !== spot.objective) keep(id);
  };
  const move = (by: 1 | -1) => {
    const counts = objectives.map((one) => Math.max(1, shownOf(one).length));
    go(step(counts, spot, by));
  };
  const toObjective = (objective: number) =>
    go({ objective: Math.max(0, Math.min(objective, objectives.length - 1)), link: 0 });
  const toLink = (link: number) => go({ ...spot, link });
  const setRejecting = (now: boolean) => setHere((before) => ({ ...before, rejecting: now }));
  const sent = (link: number) => {
    setRejecting(false);
    setTyped((before) => ({ ...before, [placeOf(link)]: '' }));
  };
  // The reason is asked for again where it was not kept, with what was typed; whoever is giving another finishes that one first.
  const refused = (link: number, reason: string) => {
    setMoved(true);
    setTyped((before) => ({ ...before, [placeOf(link)]: reason }));
    setHere((now) => (now.rejecting ? now : { spot: { ...spot, link }, rejecting: true }));
  };
  const typedAt = (link: number) => typed[placeOf(link)] ?? '';
  return { spot, moved, rejecting, typedAt, setRejecting, sent, refused, move, toObjective, toLink };
}
