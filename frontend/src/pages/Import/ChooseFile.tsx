import { useId, useState, type ReactNode, type SubmitEvent } from 'react';
import { InTheWay, wrongWith } from './file';
import { Wrong } from './Wrong';

interface ChooseFileProps {
  label: string;
  hint: string;
  button: string;
  kinds: Record<string, string>;
  problem: Error | null;
  waiting: boolean;
  take: (file: File) => Promise<void>;
  /** How far it is, where that is known: what is seen, and what is said of it. */
  status?: { said: string; seen?: ReactNode };
}

/** Where a file is chosen; what can be said against it is said before it is sent. */
export function ChooseFile({ label, hint, button, kinds, problem, waiting, take, status }: ChooseFileProps) {
  const [wrong, setWrong] = useState<string[]>([]);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (waiting) return;
    const input = event.currentTarget.elements.namedItem('file');
    const file = input instanceof HTMLInputElement ? input.files?.[0] : undefined;
    const said = file === undefined ? 'Choose a file first.' : wrongWith(file, kinds);
    if (file === undefined || said !== undefined) {
      setWrong([said ?? '']);
      return;
    }
    setWrong([]);
    try {
      await take(file);
    } catch (error) {
      const moved = `“${file.name}” could not be read. It may have been moved, or is open elsewhere. Choose it again.`;
      setWrong([error instanceof InTheWay ? error.message : moved]);
    }
  };
  const failed = wrong.length > 0;
  return (
    <form noValidate className="app-form" onSubmit={(event) => void submit(event)}>
      {failed && <Wrong lines={wrong} />}
      {!failed && problem !== null && <Wrong problem={problem} />}
      <FileField label={label} hint={hint} kinds={kinds} wrong={wrong[0]} />
      <button type="submit" className="nhsuk-button" aria-disabled={waiting}>
        {button}
      </button>
      {status?.seen}
      <p role="status" className={status?.seen === undefined ? undefined : 'nhsuk-u-visually-hidden'}>
        {status?.said ?? (waiting ? 'The file is being read.' : '')}
      </p>
    </form>
  );
}

interface FileFieldProps {
  label: string;
  hint: string;
  kinds: Record<string, string>;
  wrong: string | undefined;
}

function FileField({ label, hint, kinds, wrong }: FileFieldProps) {
  const id = useId();
  const failed = wrong !== undefined;
  return (
    <div className={`nhsuk-form-group${failed ? ' nhsuk-form-group--error' : ''}`}>
      <label className="nhsuk-label" htmlFor={id}>
        {label}
      </label>
      <div className="nhsuk-hint" id={`${id}hint`}>
        {hint}
      </div>
      {failed && (
        <span className="nhsuk-error-message" id={`${id}error`}>
          <span className="nhsuk-u-visually-hidden">Error: </span>
          {wrong}
        </span>
      )}
      <input
        className="app-file"
        type="file"
        id={id}
        name="file"
        accept={Object.keys(kinds).join(',')}
        aria-describedby={`${id}hint${failed ? ` ${id}error` : ''}`}
        aria-invalid={failed || undefined}
      />
    </div>
  );
}
