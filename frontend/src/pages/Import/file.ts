// A file on its way to the server: what can be said about it before it is sent, and its bytes as text.
import { limits } from '../../pdf/unreadable';

/** What is sent of a file. */
export interface ChosenFile {
  name: string;
  content: string;
}

/** Why a file that was chosen comes to nothing, in words for whoever chose it. */
export class InTheWay extends Error {}

// Megabytes. Of a PDF the text alone is sent.
const largest = 4;
const largestPdf = limits.megabytes;

const endingOf = ({ name }: Pick<File, 'name'>) => /\.[^.]+$/.exec(name.toLowerCase())?.[0] ?? '';

export const isPdf = (file: Pick<File, 'name'>) => endingOf(file) === '.pdf';

/** What is wrong with a file, in words; nothing where it may be sent. */
export function wrongWith(file: Pick<File, 'name' | 'size'>, kinds: Record<string, string>): string | undefined {
  if (!(endingOf(file) in kinds)) {
    return `“${file.name}” cannot be read here. Choose ${Object.values(kinds).join(' or ')}.`;
  }
  if (file.size === 0) return `“${file.name}” is empty.`;
  const [what, most] = isPdf(file) ? ['PDFs', largestPdf] : ['Files', largest];
  if (file.size > most * 1024 * 1024) {
    return `“${file.name}” is ${megabytes(file.size)} MB. ${what} of up to ${most} MB can be read. Take out pictures and what is not part of the strategy.`;
  }
  return undefined;
}

const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);

/** A file as it is sent: its bytes in base64. */
export async function sent(file: Pick<File, 'name' | 'arrayBuffer'>): Promise<ChosenFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  const step = 0x8000; // as many as a function takes at once
  for (let at = 0; at < bytes.length; at += step) text += String.fromCharCode(...bytes.subarray(at, at + step));
  return { name: file.name, content: btoa(text) };
}
