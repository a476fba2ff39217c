const prefix = 'app-draft ';

/** What was typed into the forms of one page by one person, by the form's name and then the field's. */
export type Draft = Record<string, string[]>;

/** Where a form of the page that is open now is kept for one person. */
export const draftKey = (person: string, form: string) => `${prefix}${person} ${window.location.pathname} ${form}`;

/** Whether a field holds a secret: one that is being shown is of type text, and a secret all the same. */
const isSecret = (field: Element) =>
  field.matches('[type="password"]') || field.closest('.nhsuk-password-input') !== null;

/** Whether a field says what it said when it was drawn. */
const untouched = (field: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement): boolean => {
  if (field instanceof HTMLSelectElement)
    return [...field.options].every((one) => one.selected === one.defaultSelected);
  const box = field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio');
  return box ? field.checked === field.defaultChecked : field.value === field.defaultValue;
};

/**
 * Keeps what somebody put into a form in this tab until it has been sent; never what is secret, nor what they left as it was, for that may
 * be another when they are back.
 */
export function keepDraft(key: string, element: HTMLFormElement): void {
  const draft: Draft = {};
  const fields = [
    ...element.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>('[name]'),
  ].filter((field) => !isSecret(field));
  const touched = new Set(fields.filter((field) => !untouched(field)).map(({ name }) => name));
  for (const field of fields.filter(({ name }) => touched.has(name))) {
    const list = (draft[field.name] ??= []);
    const box = field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio');
    if (!box || field.checked) list.push(field.value);
  }
  window.sessionStorage.setItem(key, JSON.stringify(draft));
}

/** Puts back what the same person had typed before they had to sign in again. */
export function restoreDraft(key: string, element: HTMLFormElement): void {
  const kept = window.sessionStorage.getItem(key);
  if (kept === null) return;
  const draft = JSON.parse(kept) as Draft;
  for (const field of element.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>('[name]')) {
    const values = draft[field.name];
    if (values === undefined || isSecret(field)) continue;
    if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) {
      field.checked = values.includes(field.value);
    } else if (values[0] !== undefined) {
      field.value = values[0];
    }
  }
}

/** Keeps in this tab what is saved as it is typed, until it has been. */
export function keepTyped(key: string, typed: unknown): void {
  window.sessionStorage.setItem(key, JSON.stringify(typed));
}

/** What the same person had typed here and could not save; undefined is nothing. */
export function typedBefore(key: string): unknown {
  const kept = window.sessionStorage.getItem(key);
  return kept === null ? undefined : JSON.parse(kept);
}

/** Whether anything was typed in this tab that has not been sent. */
export const hasDrafts = (): boolean => Object.keys(window.sessionStorage).some((key) => key.startsWith(prefix));

/** The form has been sent, or what was typed has been saved. */
export function forgetDraft(key: string): void {
  window.sessionStorage.removeItem(key);
}

/** Whoever signs out on purpose leaves nothing behind. */
export function forgetDrafts(): void {
  for (const key of Object.keys(window.sessionStorage)) {
    if (key.startsWith(prefix)) window.sessionStorage.removeItem(key);
  }
}
