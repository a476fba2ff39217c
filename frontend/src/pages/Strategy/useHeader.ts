import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ProblemError } from '../../api/client';
import { changeStrategy, strategyQuery, type Strategy } from '../../api/strategy';

/** What a strategy says of itself, as it is typed. */
export type Header = Record<'title' | 'mission' | 'period' | 'next_review', string>;

const headerOf = ({ title, mission, period, next_review }: Strategy): Header => ({
  title,
  mission,
  period,
  next_review: next_review ?? '',
});

const names = ['title', 'mission', 'period', 'next_review'] as const;

/** What of a header differs from another. */
const differing = (base: Header, typed: Header): (typeof names)[number][] =>
  names.filter((name) => typed[name] !== base[name]);

/**
 * Saves what somebody typed into a strategy's header, and only that. What somebody else saved meanwhile in other fields stays; a field
 * that both changed is said, and saving again puts theirs aside knowingly.
 */
export function useHeader(organisation: string, first: Strategy) {
  const queries = useQueryClient();
  const seen = useRef(first); // the latest that this person has been told of
  return async (typed: Header): Promise<Strategy> => {
    const mine = differing(headerOf(first), typed);
    if (mine.length === 0) return seen.current;
    const sent = Object.fromEntries(mine.map((name) => [name, typed[name]]));
    try {
      return await changeStrategy(organisation, seen.current, sent);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.status !== 412) throw error;
      const now = await queries.query({ ...strategyQuery(organisation), staleTime: 0 });
      if (now === null) throw error;
      const before = headerOf(seen.current);
      const theirs = headerOf(now);
      seen.current = now;
      const both = mine.filter((name) => theirs[name] !== before[name] && theirs[name] !== typed[name]);
      if (both.length === 0) return changeStrategy(organisation, now, sent);
      throw new ProblemError({
        ...error.problem,
        detail: 'Somebody else changed this while you were writing. Save again to put yours in its place.',
        fields: both.map((name) => ({
          name,
          reason: theirs[name] === '' ? 'They have taken out what was here.' : `It says now: ${theirs[name]}`,
        })),
      });
    }
  };
}
