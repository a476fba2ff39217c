import type { ItemField } from '../../api/strategy';
import type { Clash } from './merge';
import { valueInWords } from './present';
import type { Autosave } from './useAutosave';

const place = 'app-clashes';

/** To the choice, which stands above all fields. */
export const goToClashes = () => document.getElementById(place)?.focus();

/** What two people changed at the same time, each field to be settled by whoever sees it. */
export function Clashes({ save: { clashes, settle }, fields }: { save: Autosave; fields: ItemField[] }) {
  if (clashes.length === 0) return null;
  return (
    <div role="alert" id={place} tabIndex={-1} className="nhsuk-inset-text">
      <h2 className="nhsuk-heading-s">Somebody else changed this while you were typing</h2>
      {fields.map((field) => {
        const clash = clashes.find(({ name }) => name === field.name);
        return clash === undefined ? null : <Settle key={field.name} field={field} clash={clash} settle={settle} />;
      })}
    </div>
  );
}

interface SettleProps extends Pick<Autosave, 'settle'> {
  field: ItemField;
  clash: Clash;
}

function Settle({ field, clash, settle }: SettleProps) {
  // The choice goes when it is made: whoever made it goes on at the field.
  const choose = (side: 'mine' | 'theirs') => {
    settle(clash, side);
    const control = document.querySelector(`[data-field="${field.name}"]`);
    control?.querySelector<HTMLElement>('input, textarea, select, button')?.focus();
  };
  return (
    <div>
      <p className="nhsuk-u-font-weight-bold">{field.label}</p>
      <p>Yours: {valueInWords(field, clash.mine)}</p>
      <p>Theirs: {valueInWords(field, clash.theirs)}</p>
      <p className="app-steps">
        <button type="button" className="app-link-button" onClick={() => choose('mine')}>
          Keep yours
        </button>
        <button type="button" className="app-link-button" onClick={() => choose('theirs')}>
          Take theirs
        </button>
      </p>
    </div>
  );
}
