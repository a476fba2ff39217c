import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { textOf } from './textOf';
import { limits, Unreadable, type Why } from './unreadable';

const pdfjs = vi.hoisted(() => ({
  getDocument: vi.fn(),
  PDFWorker: { create: vi.fn(() => ({ destroy: vi.fn() })) },
  PasswordException: class extends Error {},
}));
vi.mock('pdfjs-dist/legacy/build/pdf.mjs', () => pdfjs);

const workers: FakeWorker[] = [];
class FakeWorker extends EventTarget {
  terminate = vi.fn();
  constructor(readonly address: unknown) {
    super();
    workers.push(this);
  }
}

/** A PDF of pages that each say something, or that fails. */
function pdfOf(pages: string[], numPages = pages.length) {
  pdfjs.getDocument.mockReturnValue({
    promise: Promise.resolve({
      numPages,
      getPage: (number: number) =>
        Promise.resolve({
          cleanup: () => undefined,
          getViewport: () => ({ width: 600, height: 800, transform: [1, 0, 0, -1, 0, 800] }),
          streamTextContent: () =>
            new ReadableStream({
              start(controller) {
                const str = pages[number - 1] ?? '';
                controller.enqueue({ items: [{ str, transform: [10, 0, 0, 10, 50, 400], width: 5 * str.length }] });
                controller.close();
              },
            }),
        }),
    }),
  });
}

function failing(error: Error) {
  const promise = Promise.reject(error);
  promise.catch(() => undefined);
  pdfjs.getDocument.mockReturnValue({ promise });
}

const never = () => pdfjs.getDocument.mockReturnValue({ promise: new Promise(() => undefined) });

const file = { arrayBuffer: () => Promise.resolve(new ArrayBuffer(4)) } as Blob;
const read = (
  signal = new AbortController().signal,
  progress: (page: number, pages: number) => void = () => undefined,
) => textOf(file, { signal, progress });
const whyNot = async (reading: Promise<string>): Promise<Why | undefined> => {
  const error: unknown = await reading.then(() => undefined).catch((reason: unknown) => reason);
  return error instanceof Unreadable ? error.why : undefined;
};

beforeEach(() => {
  workers.length = 0;
  vi.stubGlobal('Worker', FakeWorker);
  pdfjs.PDFWorker.create.mockReturnValue({ destroy: vi.fn() });
});
afterEach(() => vi.useRealTimers());

describe('the text of a PDF', () => {
  it('has the pages that are told of one by one, and leaves no worker', async () => {
    pdfOf(['One.', 'Two.']);
    const progress = vi.fn();
    expect(await read(undefined, progress)).toBe('One.\fTwo.\f');
    expect(progress.mock.calls).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(workers.map(({ terminate }) => terminate.mock.calls.length)).toEqual([1]);
  });

  it('needs nothing but the file: nothing is drawn, fetched or run', async () => {
    pdfOf(['One.']);
    await read();
    expect(pdfjs.getDocument.mock.calls[0]?.[0]).toMatchObject({
      disableFontFace: true,
      useSystemFonts: false,
      useWasm: false,
      useWorkerFetch: false,
      disableWorkerRendering: true,
      enableXfa: false,
    });
  });

  it('is read by the one script that the policy of the pages is told of', async () => {
    const createPolicy = vi.fn((_: string, { createScriptURL }: { createScriptURL: () => string }) => ({
      createScriptURL: () => ({ trusted: createScriptURL() }),
    }));
    vi.stubGlobal('trustedTypes', { createPolicy });
    pdfOf(['One.']);
    await read();
    expect(workers[0]?.address).toEqual({ trusted: expect.stringContaining('worker') as string });
  });
});

describe('a PDF', () => {
  it.each<[Why, () => void]>([
    ['password', () => failing(new pdfjs.PasswordException())],
    ['damaged', () => failing(new Error('Invalid PDF structure.'))],
    ['unstarted', () => failing(new TypeError('Promise.withResolvers is not a function'))],
    ['pages', () => pdfOf([], limits.pages + 1)],
    ['empty', () => pdfOf([' ', ''])],
    ['garbled', () => pdfOf(['\ue001\ue002\ue003 \ufffd and so'])],
    ['long', () => pdfOf(['a '.repeat(limits.characters / 2), 'b'])],
    ['long', () => pdfOf(Array.from({ length: limits.pages }, () => ' '.repeat(10_000)))],
  ])('may be in the way: %s', async (why, given) => {
    given();
    expect(await whyNot(read())).toBe(why);
    expect(workers[0]?.terminate).toHaveBeenCalled();
  });

  it('of as many pages as may be is read, with a few letters that are unknown', async () => {
    pdfOf([...Array.from({ length: limits.pages - 1 }, () => ''), 'We will share\ue001.']);
    expect(await read()).toHaveLength(limits.pages + 'We will share\ue001.'.length);
  });

  it('that takes too long is stopped', async () => {
    vi.useFakeTimers();
    never();
    const why = whyNot(read());
    await vi.advanceTimersByTimeAsync(limits.seconds * 1000);
    expect(await why).toBe('slow');
    expect(workers[0]?.terminate).toHaveBeenCalled();
  });

  it('is not read where its reader does not start', async () => {
    never();
    const why = whyNot(read());
    await vi.waitFor(() => expect(workers).toHaveLength(1));
    workers[0]?.dispatchEvent(new Event('error'));
    expect(await why).toBe('unstarted');
  });

  it('is left at once when somebody stops it, and not begun when they already have', async () => {
    never();
    const stopping = new AbortController();
    const reading = read(stopping.signal);
    await vi.waitFor(() => expect(workers).toHaveLength(1));
    stopping.abort();
    await expect(reading).rejects.toThrow('aborted');
    expect(workers[0]?.terminate).toHaveBeenCalled();
    await expect(read(stopping.signal)).rejects.toThrow('aborted');
    expect(workers).toHaveLength(1);
  });
});
