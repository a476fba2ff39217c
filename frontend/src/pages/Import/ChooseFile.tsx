import { useId, useState, type SubmitEvent } from 'react';
import { sent, wrongWith, type ChosenFile } from './file';
import { Wrong } from './Wrong';

interface ChooseFileProps {
  label: string;
  hint: string;
  button: string;
  kinds: Record<string, string>;
  problem: Error | null;
  waiting: boolean;
  take: (file: ChosenFile) => void;
}

/** Where a file is chosen; what can be said against it is said before it is sent. */
export function ChooseFile({ label, hint, button, kinds, problem, waiting, take }: ChooseFileProps) {
  const id = useId();
  const [wrong, setWrong] = useState<string[]>([]);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const file = new FormData(event.currentTarget).get('file');
    const said = file instanceof File && file.name !== '' ? wrongWith(file, kinds) : 'Choose a file first.';
    if (said !== undefined || !(file instanceof File)) {
      setWrong([said ?? '']);
      return;
    }
    setWrong([]);
    try {
      take(await sent(file));
    } catch {
      setWrong([`“${file.name}” could not be read. It may have been moved, or is open elsewhere. Choose it again.`]);
    }
  };
  const failed = wrong.length > 0;
  return (
    <form noValidate className="app-form" onSubmit={(event) => void submit(event)}>
      {failed && <Wrong lines={wrong} />}
      {!failed && problem !== null && <Wrong problem={problem} />}
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
            {wrong[0]}
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
      <button type="submit" className="nhsuk-button" aria-disabled={waiting}>
        {button}
      </button>
      <p role="status">{waiting ? 'The file is being read.' : ''}</p>
    </form>
  );
}
