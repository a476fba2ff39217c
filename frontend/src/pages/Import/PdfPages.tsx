import { useId } from 'react';
import { pageInWords, type PdfProgress } from './present';

/** How far the reading of a PDF is, and a way to end it. */
export function PdfPages({ progress, stop }: { progress: PdfProgress; stop: () => void }) {
  const id = useId();
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label" htmlFor={id}>
        {pageInWords(progress)}
      </label>
      <progress className="app-progress" id={id} max={Math.max(1, progress.pages)} value={progress.page} />
      <button
        type="button"
        className="app-link-button"
        onClick={({ currentTarget: { form } }) => {
          stop();
          // The button is gone: the file is what somebody goes on with.
          form?.querySelector<HTMLInputElement>('input[type=file]')?.focus();
        }}
      >
        Stop<span className="nhsuk-u-visually-hidden"> reading</span>
      </button>
    </div>
  );
}
