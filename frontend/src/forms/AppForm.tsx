import { useMutation } from '@tanstack/react-query';
import { Button, ErrorSummary } from 'nhsuk-react-components';
import { useEffect, useId, useRef, type ChangeEvent, type MouseEvent, type ReactNode, type SubmitEvent } from 'react';
import { ProblemError, type Problem } from '../api/client';
import { SignInAgain } from '../components/AppProblem';
import { forgetDraft, keepDraft, restoreDraft } from './draft';
import { useHeadingWhenGone } from './focus';
import { useDraftKey } from './useDraftKey';
import { useSendingKey } from './useSendingKey';

/** What a field of a form needs: its id, its name, and what is wrong with it. */
export interface FieldProps {
  id: string;
  name: string;
  error: string | undefined;
}

interface AppFormProps<Answer> {
  /** Sends what was entered. The key is the same until it is done, so that sending twice has one effect. */
  send: (entered: FormData, key: string) => Promise<Answer>;
  done: (answer: Answer) => void;
  button: string;
  /** Beside the button, such as a way back. */
  beside?: ReactNode;
  secondary?: boolean;
  children?: (field: (name: string) => FieldProps) => ReactNode;
}

/** A form: what the server says is wrong stands at its field and in a summary above, which takes the focus. */
export function AppForm<Answer>({ send, done, button, beside, secondary, children }: AppFormProps<Answer>) {
  const prefix = useId();
  const form = useRef<HTMLFormElement>(null);
  useHeadingWhenGone(form);
  const draft = useDraftKey(button);
  // What was typed before the person had to sign in again.
  useEffect(() => {
    if (draft !== undefined && form.current !== null) restoreDraft(draft, form.current);
  }, [draft]);
  const { key, renew, renewIfRefused } = useSendingKey();
  // A second press may come before the first one has been drawn.
  const underWay = useRef(false);
  const sending = useMutation({
    mutationFn: (entered: FormData) => send(entered, key),
    onSuccess: (answer) => {
      renew();
      if (draft !== undefined) forgetDraft(draft);
      form.current?.reset();
      done(answer);
    },
    onSettled: () => {
      underWay.current = false;
    },
    onError: renewIfRefused,
  });
  const problem = sending.error instanceof ProblemError ? sending.error.problem : undefined;
  const idOf = (name: string) => `${prefix}${name}`;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (underWay.current) return;
    underWay.current = true;
    sending.mutate(new FormData(event.currentTarget));
  };
  const typed = (event: ChangeEvent<HTMLFormElement>) => {
    if (draft !== undefined) keepDraft(draft, event.currentTarget);
  };
  // What was typed is kept, and is here again after signing in.
  if (problem?.status === 401) return <SignInAgain />;
  return (
    <form noValidate ref={form} onSubmit={submit} onChange={typed} className="app-form">
      {problem !== undefined && <Wrong key={problem.request_id} problem={problem} idOf={idOf} />}
      {children?.((name) => ({
        id: idOf(name),
        name,
        error: problem?.fields.find((field) => field.name === name)?.reason,
      }))}
      <div className="app-form__end">
        <Button type="submit" secondary={secondary} onClick={pressedOnce} aria-disabled={sending.isPending}>
          {button}
        </Button>
        {beside}
      </div>
    </form>
  );
}

/** The second half of a double click sends nothing; a press after reading the answer does, however soon. */
function pressedOnce(event: MouseEvent) {
  if (event.detail > 1) event.preventDefault();
}

function Wrong({ problem, idOf }: { problem: Problem; idOf: (name: string) => string }) {
  return (
    <ErrorSummary>
      <ErrorSummary.Title>There is a problem</ErrorSummary.Title>
      <p>{problem.detail}</p>
      <ErrorSummary.List>
        {problem.fields.map(({ name, reason }) => (
          <ErrorSummary.ListItem key={name} href={`#${idOf(name)}`}>
            {reason}
          </ErrorSummary.ListItem>
        ))}
      </ErrorSummary.List>
    </ErrorSummary>
  );
}
