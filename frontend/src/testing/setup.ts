import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { transferableAbortController } from 'node:util';
import { afterEach, beforeEach, vi } from 'vitest';

// jsdom brings an AbortController of its own that Node's Request refuses: Node's goes with Node's.
const { constructor: NodeAbortController } = transferableAbortController();
Object.assign(globalThis, { AbortController: NodeAbortController });

// index.html has these two; without them the design system's scripts refuse to run.
document.body.classList.add('js-enabled', 'nhsuk-frontend-supported');

// The first page of a file waits for its code to be read and compiled.
configure({ asyncUtilTimeout: 5000 });

beforeEach(() => {
  setWidth(1280);
  vi.stubGlobal('scrollTo', () => undefined);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Makes the window so many pixels wide, for what asks by media query; jsdom has no layout of its own. */
export function setWidth(pixels: number): void {
  vi.stubGlobal('matchMedia', (query: string) => {
    const most = /max-width: ([\d.]+)em/.exec(query)?.[1];
    return {
      matches: most !== undefined && pixels <= Number(most) * 16,
      media: query,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    };
  });
}

// jsdom has dialogs that cannot be opened.
HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
  this.open = false;
};
