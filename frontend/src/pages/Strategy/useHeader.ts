import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ProblemError } from '../../api/client';
import { changeStrategy, strategyQuery, type Strategy } from '../../api/strategy';
import { merge, unsaved } from './merge';

/** What a strategy says of itself, as it is typed. */
export type Header = Record<'title' | 'mission' | 'period' | 'next_review', string>;

const headerOf = ({ title, mission, period, next_review }: Strategy): Header => ({
  title,
  mission,
  period,
  next_review: next_review ?? '',
});

/**
 * Saves what somebody typed into a strategy's header, and only that. What somebody else saved meanwhile in other fields stays; a field
 * that both changed is said, and saving again puts theirs aside knowingly.
 */
export function useHeader(organisation: string, first: Strategy) {
  const queries = useQueryClient();
  const seen = useRef(first); // the latest that this person has been told of
  const send = async (now: Strategy, sent: Partial<Header>) =>
    (seen.current = await changeStrategy(organisation, now, sent));
  return async (typed: Header): Promise<Strategy> => {
    const sent = unsaved<Partial<Header>>(headerOf(first), typed);
    if (Object.keys(sent).length === 0) return seen.current;
    try {
      return await send(seen.current, sent);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.status !== 412) throw error;
      const now = await queries.query({ ...strategyQuery(organisation), staleTime: 0 });
      if (now === null) throw error;
      const theirs = headerOf(now);
      const { clashes } = merge<Partial<Header>>(headerOf(seen.current), sent, theirs);
      seen.current = now;
      if (clashes.length === 0) return send(now, sent);
      throw new ProblemError({
        ...error.problem,
        detail: 'Somebody else changed this while you were writing. Save again to put yours in its place.',
        fields: clashes.map(({ name }) => ({
          name,
          reason: theirs[name] === '' ? 'They have taken out what was here.' : `It says now: ${theirs[name]}`,
        })),
      });
    }
  };
}
