import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemError } from '../../api/client';
import { confirmLikely, decideLink, undoDecision, type InboxLink, type LinkDecision } from '../../api/inbox';
import { counted } from '../../present';

type Said = Pick<LinkDecision, 'verdict' | 'contribution' | 'primary' | 'reason'>;

interface Deciding {
  body: LinkDecision;
  /** Called also when another decision has been begun meanwhile. */
  failed: (() => void) | undefined;
}

interface Undoing {
  decision: string;
  alone: boolean;
  /** Whether others that were decided with it stay, and can be undone by it still. */
  rest: boolean;
}

// One after the other, so that a key is never lost to an answer that is still awaited.
const scope = { id: 'inbox' };

/** What has come of the decisions that were made here, of any of them: a mutation tells of the last alone. */
function useOutcome(organisation: string) {
  const queries = useQueryClient();
  const [said, setSaid] = useState('');
  const [made, setMade] = useState<string[]>([]);
  const [problem, setProblem] = useState<Error | null>(null);
  const again = () => queries.invalidateQueries({ queryKey: [organisation] });
  return {
    said,
    made,
    problem,
    again,
    begun: () => setProblem(null),
    say: setSaid,
    done: (words: string) => {
      void again();
      setSaid(words);
    },
    failed: (error: Error) => {
      setProblem(error);
      return again();
    },
    add: (decision: string | undefined) => {
      if (decision !== undefined) setMade((before) => [...before, decision]);
    },
    take: (decision: string) => setMade((before) => before.filter((one) => one !== decision)),
  };
}

type Outcome = ReturnType<typeof useOutcome>;

/** What was decided, so that each key is heard to have done something else. */
function decidedInWords({ verdict, primary, contribution }: LinkDecision): string {
  if (verdict === 'rejected') return 'rejected';
  if (primary === true) return 'confirmed as the main link';
  return contribution === 'partial' ? 'confirmed in part' : 'confirmed';
}

const useDeciding = (organisation: string, outcome: Outcome) =>
  useMutation({
    scope,
    mutationFn: ({ body }: Deciding) => decideLink(organisation, body),
    onSuccess: ({ decision, objective, target }, { body }) => {
      outcome.add(decision);
      outcome.done(`${objective.code} and ${target.code}: ${decidedInWords(body)}.`);
    },
    onError: (error, { failed }) => {
      failed?.();
      return outcome.failed(error);
    },
  });

const useUndoing = (organisation: string, outcome: Outcome) =>
  useMutation({
    scope,
    mutationFn: ({ decision, alone }: Undoing) => undoDecision(organisation, decision, alone),
    // Taken off at once, so that the next key undoes the one before; put back when it did not work, and when the rest of what
    // was decided with it is there to undo.
    onMutate: ({ decision, rest }) => {
      if (!rest) outcome.take(decision);
    },
    onSuccess: ({ count }) => outcome.done(`Undone: ${counted(count, 'decision')}.`),
    onError: (error, { decision, rest }) => {
      // What somebody else has undone is not there to undo.
      const gone = error instanceof ProblemError && error.problem.status === 409;
      if (!rest && !gone) outcome.add(decision);
      return outcome.failed(error);
    },
  });

/** Decides about links, one after the other, remembers what was decided here to undo it, and says what was done. */
export function useDecisions(organisation: string) {
  const outcome = useOutcome(organisation);
  const { said, made, problem, again } = outcome;
  const deciding = useDeciding(organisation, outcome);
  const undoing = useUndoing(organisation, outcome);
  const busy = deciding.isPending || undoing.isPending;
  const decide = (of: InboxLink, rest: Said, failed?: () => void) => {
    outcome.begun();
    const { objective, target } = of.link;
    deciding.mutate({ body: { objective: objective.id, target: target.id, read: of.read, ...rest }, failed });
  };
  const confirm = (of: InboxLink, contribution: 'direct' | 'partial', primary: boolean) =>
    decide(of, { verdict: 'confirmed', contribution, primary });
  const undo = (of: Undoing) => {
    outcome.begun();
    undoing.mutate(of);
  };
  return {
    said,
    busy,
    problem,
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
      outcome.add(decision);
      outcome.say(`Confirmed: ${counted(count, 'suggestion')}.`);
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
