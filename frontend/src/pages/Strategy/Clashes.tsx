import type { FieldName, ItemField, ItemFields } from '../../api/strategy';
import { valueInWords } from './present';
import type { Autosave } from './useAutosave';

/** What two people changed at the same time, each field to be settled by whoever sees it. */
export function Clashes({ save: { clashes, settle }, fields }: { save: Autosave; fields: ItemField[] }) {
  if (clashes.length === 0) return null;
  return (
    <div role="alert" className="nhsuk-inset-text">
      <h2 className="nhsuk-heading-s">Somebody else changed this while you were typing</h2>
      {clashes.map((clash) => (
        <div key={clash.name}>
          <p className="nhsuk-u-font-weight-bold">{fields.find(({ name }) => name === clash.name)?.label}</p>
          <p>Yours: {valueInWords(clash.mine as ItemFields[FieldName])}</p>
          <p>Theirs: {valueInWords(clash.theirs as ItemFields[FieldName])}</p>
          <p className="app-steps">
            <button type="button" className="app-link-button" onClick={() => settle(clash, 'mine')}>
              Keep yours
            </button>
            <button type="button" className="app-link-button" onClick={() => settle(clash, 'theirs')}>
              Take theirs
            </button>
          </p>
        </div>
      ))}
    </div>
  );
}
