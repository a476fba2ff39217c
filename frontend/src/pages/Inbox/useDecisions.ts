import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemError } from '../../api/client';
import { confirmLikely, decideLink, undoDecision, type InboxLink, type LinkDecision } from '../../api/inbox';
import { counted } from '../../present';

type Said = Pick<LinkDecision, 'verdict' | 'contribution' | 'primary' | 'reason'>;

interface Undoing {
  decision: string;
  alone: boolean;
  /** Whether others that were decided with it stay, and can be undone by it still. */
  rest: boolean;
}

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
    mutationFn: ({ decision, alone }: Undoing) => undoDecision(organisation, decision, alone),
    // Taken off at once, so that the next key undoes the one before; put back when it did not work, and when the rest of what
    // was decided with it is there to undo.
    onMutate: ({ decision, rest }) => {
      if (!rest) setMade((before) => before.filter((one) => one !== decision));
    },
    onSuccess: ({ count }) => {
      void again();
      setSaid(`Undone: ${counted(count, 'decision')}.`);
    },
    onError: (error, { decision, rest }) => {
      // What somebody else has undone is not there to undo.
      const gone = error instanceof ProblemError && error.problem.status === 409;
      if (!rest && !gone) setMade((before) => [...before, decision]);
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
  const undo = (of: Undoing) => {
    deciding.reset();
    undoing.mutate(of);
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
      // What was decided before may have changed what is likely: a refusal is read again, so that the next try counts right.
      const { count, decision } = await confirmLikely(organisation, expected, system).catch((error: unknown) => {
        void again();
        throw error;
      });
      if (decision !== undefined) setMade((before) => [...before, decision]);
      setSaid(`Confirmed: ${counted(count, 'suggestion')}.`);
    },
    undoLast: () => {
      const last = made.at(-1);
      if (last !== undefined) undo({ decision: last, alone: false, rest: false });
    },
    undoOf: ({ undo: what }: InboxLink): (() => void) | undefined =>
      what === null ? undefined : () => undo({ decision: what.decision, alone: false, rest: false }),
    undoAloneOf: ({ undo: what }: InboxLink): (() => void) | undefined =>
      what?.alone !== true ? undefined : () => undo({ decision: what.decision, alone: true, rest: what.left > 1 }),
  };
}
