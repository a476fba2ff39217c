import { useState } from 'react';
import type { InboxObjective } from '../../api/inbox';
import { shownOf, step, type Spot } from './present';

/**
 * Where one is among objectives and their links, and whether one is saying why the link there is rejected. The objective is kept in
 * the address by its id, for whoever reloads the page, or reads something else and comes back.
 */
export function useSpot(objectives: InboxObjective[], at: string | undefined, keep: (objective: string) => void) {
  const [spot, setSpot] = useState<Spot>(() => ({
    objective: Math.max(
      0,
      objectives.findIndex(({ objective }) => objective.id === at),
    ),
    link: 0,
  }));
  // On arrival the focus is the page's; from the first move on it is where one is.
  const [moved, setMoved] = useState(false);
  const [rejecting, setRejecting] = useState(false);
  const [typed, setTyped] = useState('');
  const go = (to: Spot) => {
    setRejecting(false);
    setTyped('');
    setMoved(true);
    setSpot(to);
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
  // The reason is asked for again where it was not kept, with what was typed.
  const refused = (link: number, reason: string) => {
    toLink(link);
    setTyped(reason);
    setRejecting(true);
  };
  return { spot, moved, rejecting, typed, setRejecting, refused, move, toObjective, toLink };
}
