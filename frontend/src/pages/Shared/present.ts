import type { Target } from '../../api/published';

/** Goals first, then shared initiatives; a group with nothing in it is left out. */
export function groupsOf(targets: Target[]): { heading: string; targets: Target[] }[] {
  return [
    { heading: 'Goals', targets: targets.filter(({ kind }) => kind === 'goal') },
    { heading: 'Shared initiatives', targets: targets.filter(({ kind }) => kind === 'initiative') },
  ].filter((group) => group.targets.length > 0);
}
