import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Server {
  /** Where it answers, without a slash at the end. */
  address: string;
  stop: () => Promise<void>;
}

const binary = process.env.THROUGHLINE_BINARY ?? fileURLToPath(new URL('../../bin/throughline', import.meta.url));
const patience = 60_000;

/**
 * Starts the real binary as a demonstration of its own: its own data, a port of its own. It is ready when it prints its
 * address; what it prints is shown when it never does.
 */
export async function startServer(): Promise<Server> {
  const data = await mkdtemp(join(tmpdir(), 'throughline-journeys-'));
  // Started by root the database runs as another user, who has to get through to its folder.
  await chmod(data, 0o755);
  const child = spawn(binary, ['demo', '--address', '127.0.0.1:0', '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await gone;
    await rm(data, { recursive: true, force: true });
  };
  let printed = '';
  const address = new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${binary} printed no address. It said:\n${printed}`)), patience);
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const found = /http:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(printed);
      if (found === null) return;
      clearTimeout(late);
      resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${binary} ended with ${code}. It said:\n${printed}`)));
  });
  try {
    return { address: await address, stop };
  } catch (error) {
    if (child.exitCode === null && child.pid !== undefined) await stop();
    throw error;
  }
}
