import { useEffect, useRef, type ReactNode } from 'react';
import { ProblemError } from '../../api/client';
import { placeInWords } from './present';

/** Why something did not work, above what stays as it was; it takes the focus. */
export function Wrong({ problem, lines = [] }: { problem?: Error | null; lines?: string[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [problem, lines]);
  const { detail, fields } = inWords(problem);
  return (
    <div ref={box} tabIndex={-1} className="nhsuk-error-summary" role="alert" aria-labelledby="import-wrong">
      <h2 className="nhsuk-error-summary__title" id="import-wrong">
        There is a problem
      </h2>
      <div className="nhsuk-error-summary__body">
        {detail !== undefined && <p>{detail}</p>}
        <ul className="nhsuk-list nhsuk-error-summary__list">
          {[...lines, ...fields].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function inWords(problem: Error | null | undefined): { detail?: ReactNode; fields: string[] } {
  if (problem === null || problem === undefined) return { fields: [] };
  if (!(problem instanceof ProblemError)) return { detail: 'It did not work. Try again.', fields: [] };
  const { status, detail, fields } = problem.problem;
  if (status === 401) return { detail: <SignedOut />, fields: [] };
  if (status === 413) return { detail: 'The file is too large. Files of up to 4 MB can be read.', fields: [] };
  return {
    detail,
    fields: fields.map(({ name, reason }) =>
      name === 'file' || name === 'content' || name === 'corrections' ? reason : `${placeInWords(name)}: ${reason}`,
    ),
  };
}

function SignedOut() {
  return (
    <>
      You have been signed out. What you did here is still here:{' '}
      <a href="/" target="_blank" rel="noreferrer">
        sign in in another tab
      </a>
      , come back to this one and go on.
    </>
  );
}
