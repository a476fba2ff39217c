// The text of a PDF, read by pdf.js in a worker of this browser. The file goes nowhere.
import {
  getDocument,
  PasswordException,
  PDFWorker,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { textOfPages, type Placed } from './layout';
import { placedOf, type Change, type Seen, type Written } from './place';
import { limits, Unreadable } from './unreadable';
import address from './worker?worker&url';

export interface Reading {
  /** Ends the reading: nothing of it is kept. */
  signal: AbortSignal;
  /** Is told which page is being read. */
  progress: (page: number, pages: number) => void;
}

/** The text of a PDF: a paragraph on each line, a form feed at the end of each page. What is in the way is Unreadable. */
export async function textOf(file: Blob, { signal, progress }: Reading): Promise<string> {
  signal.throwIfAborted();
  const data = new Uint8Array(await file.arrayBuffer());
  const worker = startWorker();
  const port = PDFWorker.create({ port: worker, verbosity: 0 });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    worker.addEventListener('error', () => reject(new Unreadable('unstarted')), { once: true });
    timer = setTimeout(() => reject(new Unreadable('slow')), limits.seconds * 1000);
  });
  try {
    return await Promise.race([ended, read(data, port, progress)]);
  } finally {
    clearTimeout(timer);
    port.destroy();
    worker.terminate();
  }
}

/** Nothing is drawn, so nothing is fetched for it: no fonts, no tables of characters, no WebAssembly, no second worker. */
const withoutPictures = {
  disableFontFace: true,
  useSystemFonts: false,
  useWasm: false,
  useWorkerFetch: false,
  isOffscreenCanvasSupported: false,
  isImageDecoderSupported: false,
  disableWorkerRendering: true,
  enableXfa: false,
  maxImageSize: 0,
  verbosity: 0,
};

async function read(data: Uint8Array, worker: PDFWorker, progress: Reading['progress']): Promise<string> {
  let pages: Placed[][];
  try {
    const pdf = await getDocument({ ...withoutPictures, data, worker }).promise;
    if (pdf.numPages > limits.pages) throw new Unreadable('pages', pdf.numPages);
    pages = await pagesOf(pdf, progress);
  } catch (error) {
    throw reasonOf(error);
  }
  const text = textOfPages(pages);
  const letters = text.replace(/\s/g, '');
  if (letters === '') throw new Unreadable('empty');
  // What a font draws and gives no letters for.
  const unknown = letters.replace(/[^\ufffd\ue000-\uf8ff]/g, '').length;
  if (unknown > letters.length / 5) throw new Unreadable('garbled');
  if (text.length > limits.characters) throw new Unreadable('long');
  return text;
}

async function pagesOf(pdf: PDFDocumentProxy, progress: Reading['progress']): Promise<Placed[][]> {
  const pages: Placed[][] = [];
  let left = limits.characters;
  for (let number = 1; number <= pdf.numPages; number++) {
    progress(number, pdf.numPages);
    const page = await pdf.getPage(number);
    const written: Written[] = [];
    const parts = page.streamTextContent().getReader() as ReadableStreamDefaultReader<{ items: Written[] }>;
    for (let part = await parts.read(); !part.done; part = await parts.read()) {
      for (const item of part.value.items) {
        // A piece without letters counts too: it is kept as long as its page.
        left -= item.str.length + 1;
        written.push(item);
      }
      // Headers and gaps are not sent: what is, is measured at the end.
      if (left < -limits.characters) throw new Unreadable('long');
    }
    pages.push(placedOf(written, seen(page)));
    page.cleanup();
  }
  return pages;
}

function seen(page: PDFPageProxy): Seen {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  return { width, height, transform: transform as Change };
}

function reasonOf(error: unknown): Unreadable {
  if (error instanceof Unreadable) return error;
  if (error instanceof PasswordException) return new Unreadable('password');
  // What is wrong with the file comes from the worker by a name of its own; what a browser lacks does not.
  const lacks = error instanceof TypeError || error instanceof ReferenceError;
  return new Unreadable(lacks ? 'unstarted' : 'damaged');
}

interface TrustedTypes {
  createPolicy: (
    name: string,
    rules: { createScriptURL: () => string },
  ) => { createScriptURL: (from: string) => string };
}

/** The worker, at the one address that it has: the pages' policy takes no other string for that of a script. */
function startWorker(): Worker {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('pdf-worker', { createScriptURL: () => address });
  return new Worker(policy?.createScriptURL('') ?? address, { type: 'module' });
}
