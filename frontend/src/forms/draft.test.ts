import { beforeEach, describe, expect, it } from 'vitest';
import { draftKey, forgetDraft, forgetDrafts, keepDraft, restoreDraft } from './draft';

function form(): HTMLFormElement {
  const element = document.createElement('form');
  element.innerHTML = `
    <input name="title" value="">
    <input name="secret" type="password" value="">
    <div class="nhsuk-password-input"><input name="shown" type="text" value=""></div>
    <input name="scope" type="checkbox" value="read"><input name="scope" type="checkbox" value="write">
    <select name="role"><option value="a">A</option><option value="b">B</option></select>`;
  return element;
}

function field(of: HTMLFormElement, name: string, value?: string): HTMLInputElement {
  const found = of.querySelector<HTMLInputElement>(
    `[name="${name}"]${value === undefined ? '' : `[value="${value}"]`}`,
  );
  if (found === null) throw new Error(`the form has no ${name}`);
  return found;
}

describe('what was typed', () => {
  beforeEach(() => window.sessionStorage.clear());

  it('comes back for the same person, without what is secret', () => {
    const typed = form();
    field(typed, 'title').value = 'A title';
    field(typed, 'secret').value = 'SEKRIT';
    field(typed, 'shown').value = 'SEKRIT while it is shown';
    field(typed, 'role').value = 'b';
    field(typed, 'scope', 'write').checked = true;
    keepDraft(draftKey('priya', 'Save'), typed);
    expect(JSON.stringify(Object.entries(window.sessionStorage))).not.toContain('SEKRIT');
    const again = form();
    restoreDraft(draftKey('priya', 'Save'), again);
    expect(field(again, 'title').value).toBe('A title');
    expect(field(again, 'secret').value).toBe('');
    expect(field(again, 'role').value).toBe('b');
    expect([...again.querySelectorAll<HTMLInputElement>('[name="scope"]')].map(({ checked }) => checked)).toEqual([
      false,
      true,
    ]);
  });

  it('is what was touched: the rest may say something else by then', () => {
    const typed = form();
    field(typed, 'title').value = 'A title';
    keepDraft(draftKey('priya', 'Save'), typed);
    const again = form();
    field(again, 'scope', 'write').defaultChecked = true;
    restoreDraft(draftKey('priya', 'Save'), again);
    expect(field(again, 'title').value).toBe('A title');
    expect(field(again, 'scope', 'write').checked).toBe(true);
  });

  it('comes back for nobody else, and not after it was sent or somebody signed out', () => {
    const typed = form();
    field(typed, 'title').value = 'A title';
    const titleFor = (person: string) => {
      const again = form();
      restoreDraft(draftKey(person, 'Save'), again);
      return field(again, 'title').value;
    };
    keepDraft(draftKey('priya', 'Save'), typed);
    expect(titleFor('amina')).toBe('');
    forgetDraft(draftKey('priya', 'Save'));
    expect(titleFor('priya')).toBe('');
    keepDraft(draftKey('priya', 'Save'), typed);
    forgetDrafts();
    expect(titleFor('priya')).toBe('');
  });
});
