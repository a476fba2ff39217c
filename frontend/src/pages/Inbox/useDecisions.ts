import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { confirmLikely, decideLink, undoDecision, type InboxLink, type LinkDecision } from '../../api/inbox';
import { counted } from '../../present';

type Said = Pick<LinkDecision, 'verdict' | 'contribution' | 'primary' | 'reason'>;

/** Decides about links, one after the other, remembers what was decided here to undo it, and says what was done. */
export function useDecisions(organisation: string) {
  const queries = useQueryClient();
  const [said, setSaid] = useState('');
  const [made, setMade] = useState<string[]>([]);
  const again = () => queries.invalidateQueries({ queryKey: [organisation] });
  // One after the other, so that a key is never lost to an answer that is still awaited.
  const scope = { id: 'inbox' };
  const deciding = useMutation({
    scope,
    mutationFn: (body: LinkDecision) => decideLink(organisation, body),
    onSuccess: (link) => {
      const { decision } = link;
      if (decision !== undefined) setMade((before) => [...before, decision]);
      void again();
      setSaid(`${link.objective.code} and ${link.target.code}: ${link.state}.`);
    },
    onError: again,
  });
  const undoing = useMutation({
    scope,
    mutationFn: (decision: string) => undoDecision(organisation, decision),
    // Taken off at once, so that the next key undoes the one before; put back when it did not work.
    onMutate: (decision) => setMade((before) => before.filter((one) => one !== decision)),
    onSuccess: ({ count }) => {
      void again();
      setSaid(`Undone: ${counted(count, 'decision')}.`);
    },
    onError: (_, decision) => {
      setMade((before) => [...before, decision]);
      return again();
    },
  });
  const busy = deciding.isPending || undoing.isPending;
  const decide = (of: InboxLink, rest: Said, failed?: () => void) => {
    undoing.reset();
    const { objective, target } = of.link;
    deciding.mutate({ objective: objective.id, target: target.id, read: of.read, ...rest }, { onError: failed });
  };
  const confirm = (of: InboxLink, contribution: 'direct' | 'partial', primary: boolean) =>
    decide(of, { verdict: 'confirmed', contribution, primary });
  const undo = (decision: string) => {
    deciding.reset();
    undoing.mutate(decision);
  };
  return {
    said,
    busy,
    problem: deciding.error ?? undoing.error,
    again: () => void again(),
    confirm: (of: InboxLink) => confirm(of, 'direct', of.link.primary),
    partial: (of: InboxLink) => confirm(of, 'partial', of.link.primary),
    primary: (of: InboxLink) => confirm(of, of.link.contribution, true),
    reject: (of: InboxLink, reason: string, failed: () => void) => decide(of, { verdict: 'rejected', reason }, failed),
    confirmAll: async (expected: number, system: string | undefined) => {
      const { count, decision } = await confirmLikely(organisation, expected, system);
      if (decision !== undefined) setMade((before) => [...before, decision]);
      setSaid(`Confirmed: ${counted(count, 'suggestion')}.`);
    },
    undoLast: () => {
      const last = made.at(-1);
      if (last !== undefined) undo(last);
    },
    undoOf: ({ link: { decision, state } }: InboxLink): (() => void) | undefined =>
      decision === undefined || state === 'suggested' ? undefined : () => undo(decision),
  };
}
