import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  bringInSpreadsheet,
  lookAtSpreadsheet,
  type ImportOutcome,
  type ImportPlace,
  type ImportRequest,
} from '../../api/exchange';
import { useLeaving } from '../../forms/useLeaving';
import type { ChosenFile } from './file';
import { layoutOf, planOf, type SheetPlan } from './present';

export type Step = 'file' | 'columns' | 'preview' | 'done';

interface Asked {
  file: ChosenFile;
  plans: SheetPlan[] | undefined;
  yearEnds: boolean;
  corrections: Record<string, string>;
  leftOut: ImportPlace[];
}

const nothing: Asked = {
  file: { name: '', content: '' },
  plans: undefined,
  yearEnds: false,
  corrections: {},
  leftOut: [],
};

/** All that somebody has said about a file so far; whatever fails, it stays. */
export function useImport(organisation: string, strategy: string) {
  const queries = useQueryClient();
  const [step, setStep] = useState<Step>('file');
  const [asked, setAsked] = useState<Asked>();
  const [outcome, setOutcome] = useState<ImportOutcome>();
  const [key, setKey] = useState(() => crypto.randomUUID());

  const { file, plans, yearEnds, corrections, leftOut } = asked ?? nothing;

  const bodyOf = (ask: Asked): ImportRequest => ({
    ...ask.file,
    ...(ask.plans !== undefined && { sheets: ask.plans.map((plan) => layoutOf(plan, outcome?.kinds ?? [])) }),
    year_ends: ask.yearEnds,
    corrections: Object.entries(ask.corrections).map(([cell, value]) => ({ cell, value })),
    left_out: ask.leftOut,
  });
  const looking = useMutation({
    mutationFn: ({ ask }: { ask: Asked; then: Step }) =>
      lookAtSpreadsheet({ organisation, strategy, body: bodyOf(ask) }),
    onSuccess: (answer, { ask, then }) => {
      setAsked({ ...ask, plans: ask.plans ?? answer.layouts.map(planOf) });
      setOutcome(answer);
      setKey(crypto.randomUUID());
      setStep(then);
    },
  });
  const bringing = useMutation({
    mutationFn: ({ ask, seen }: { ask: Asked; seen: string }) =>
      bringInSpreadsheet({ organisation, strategy, body: { ...bodyOf(ask), seen } }, key),
    onSuccess: (answer) => {
      setOutcome(answer);
      setStep('done');
      void queries.invalidateQueries({ queryKey: [organisation] });
    },
  });
  useLeaving(
    asked !== undefined && step !== 'done',
    'Nothing of this file has been imported yet. What you have chosen and put right here is lost if you leave. Leave this page?',
  );
  const busy = looking.isPending || bringing.isPending;
  const look = (ask: Asked, then: Step) => {
    if (busy) return;
    bringing.reset();
    looking.mutate({ ask, then });
  };
  const go = (to: Step) => {
    looking.reset();
    bringing.reset();
    setStep(to);
  };

  return {
    step,
    outcome,
    file: file.name,
    plans: plans ?? [],
    yearEnds,
    corrections,
    leftOut,
    waiting: busy,
    problem: looking.error ?? bringing.error,
    choose: (chosen: ChosenFile) => look({ ...nothing, file: chosen }, 'columns'),
    plan: (changed: SheetPlan[], ends: boolean) => {
      setAsked((before) => (before === undefined ? before : { ...before, plans: changed, yearEnds: ends }));
    },
    lookAgain: (then: Step, change: Partial<Asked> = {}) => {
      if (asked !== undefined) look({ ...asked, ...change }, then);
    },
    bringIn: () => {
      if (asked !== undefined && outcome !== undefined && !busy) bringing.mutate({ ask: asked, seen: outcome.seen });
    },
    back: (entries: Record<string, string>) => {
      setAsked((before) => (before === undefined ? before : { ...before, corrections: entries }));
      go('columns');
    },
    again: () => {
      setAsked(undefined);
      setOutcome(undefined);
      go('file');
    },
  };
}

export type ImportWork = ReturnType<typeof useImport>;
