import { Button } from 'nhsuk-react-components';
import { useEffect, useRef, useState, type KeyboardEvent, type SubmitEvent } from 'react';
import { textOf } from '../../forms/entered';
import { reasons } from './present';

interface RejectProps {
  about: string;
  /** A reason that was sent before and not kept. */
  typed: string;
  reject: (reason: string) => void;
  cancel: () => void;
}

/** Why a link is rejected: one of five reasons, or one's own words. */
export function Reject({ about, typed, reject, cancel }: RejectProps) {
  const first = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);
  useEffect(() => first.current?.focus(), []);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const reason = textOf(entered, 'typed').trim() || textOf(entered, 'reason');
    if (reason === '') setMissing(true);
    else reject(reason);
  };
  const escape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') cancel();
  };
  return (
    // The fields inside are what is worked with; Escape closes it from any of them.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form noValidate onSubmit={submit} onKeyDown={escape} className="app-form" aria-label={`Reject ${about}`}>
      <fieldset className="nhsuk-fieldset">
        <legend className="nhsuk-fieldset__legend">Why does it not fit?</legend>
        {missing && (
          <p role="alert" className="nhsuk-error-message">
            Choose a reason, or write one.
          </p>
        )}
        <div className="nhsuk-radios nhsuk-radios--small">
          {reasons.map((reason, place) => (
            <div key={reason} className="nhsuk-radios__item">
              <input
                ref={place === 0 ? first : undefined}
                className="nhsuk-radios__input"
                type="radio"
                name="reason"
                id={`reason-${place}`}
                value={reason}
              />
              <label className="nhsuk-label nhsuk-radios__label" htmlFor={`reason-${place}`}>
                {reason}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor="reason-typed">
          Or in your own words
        </label>
        <input className="nhsuk-input" id="reason-typed" name="typed" maxLength={2000} defaultValue={typed} />
      </div>
      <Button type="submit" secondary>
        Reject
      </Button>{' '}
      <button type="button" className="app-link-button" onClick={cancel}>
        Do not reject
      </button>
    </form>
  );
}
