import type { Strategy } from '../../api/strategy';

/** The mission, at the top of every page of the strategy: what everything else is for. */
export function Mission({ strategy: { mission } }: { strategy: Strategy }) {
  return mission === '' ? null : <p className="app-lede">{mission}</p>;
}
