import { useEffect, useRef, useState } from 'react';
import { InTheWay } from './file';
import { unreadableInWords, type PdfProgress } from './present';

/** Reading the text of a PDF in this browser, page by page, until it is read, stopped or left. */
export function usePdf() {
  const [progress, setProgress] = useState<PdfProgress>();
  const [stopped, setStopped] = useState<string>();
  const reading = useRef<AbortController>(undefined);
  useEffect(() => () => reading.current?.abort(), []);

  /** The text of a PDF; nothing where the reading was stopped. What is in the way is said in words. */
  const read = async (file: File): Promise<string | undefined> => {
    reading.current?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    reading.current = controller;
    setStopped(undefined);
    setProgress({ name: file.name, page: 0, pages: 0 });
    try {
      const { textOf } = await import('../../pdf/textOf');
      const text = await textOf(file, {
        signal,
        progress: (page, pages) => !signal.aborted && setProgress({ name: file.name, page, pages }),
      });
      return signal.aborted ? undefined : text;
    } catch (error) {
      if (signal.aborted) return undefined;
      setProgress(undefined);
      // A file that is not where it was is no matter of its being a PDF.
      throw error instanceof DOMException ? error : new InTheWay(unreadableInWords(file.name, error));
    }
  };
  const stop = () => {
    reading.current?.abort();
    setStopped(progress?.name);
    setProgress(undefined);
  };
  return { read, stop, stopped, progress, done: () => setProgress(undefined) };
}
