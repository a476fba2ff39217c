import { execFile, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Provider } from './provider';

export interface Server {
  /** Where it answers, without a slash at the end. */
  address: string;
  stop: () => Promise<void>;
}

const binary = process.env.THROUGHLINE_BINARY ?? fileURLToPath(new URL('../../bin/throughline', import.meta.url));
const patience = 60_000;

/** A folder for one server's data. Started by root its database runs as another user, who has to get through to it. */
async function dataFolder(): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), 'throughline-journeys-'));
  await chmod(data, 0o755);
  return data;
}

interface Run {
  data: string;
  arguments: string[];
  settings?: Record<string, string>;
  /** What it prints when it is ready; the address is in it. */
  ready: RegExp;
}

/** Starts the real binary. What it prints is shown when it never gets ready. */
async function started(run: Run): Promise<Server> {
  const child = spawn(binary, run.arguments, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...run.settings },
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await gone;
    await rm(run.data, { recursive: true, force: true });
  };
  let printed = '';
  const address = new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${binary} printed no address. It said:\n${printed}`)), patience);
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const found = run.ready.exec(printed);
      if (found === null) return;
      clearTimeout(late);
      resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
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

/** A demonstration of its own: its own data, a port of its own. */
export async function startServer(): Promise<Server> {
  const data = await dataFolder();
  return started({
    data,
    arguments: ['demo', '--address', '127.0.0.1:0', '--data', data],
    ready: /http:\/\/(?:127\.0\.0\.1|localhost):\d+/,
  });
}

/** A server as an organisation runs it, of a system that a folder and an onboarding document describe. */
export interface Site extends Server {
  provider: Provider;
  /** The folder that was imported, and the one that it was exported to again. */
  imported: string;
  exported: string;
}

export interface SiteContent {
  /** The folder of strategies, by the names of its files; JSON is YAML. */
  folder: Record<string, unknown>;
  system: string;
  onboarding: (provider: string) => unknown;
}

export async function startSite(content: SiteContent): Promise<Site> {
  const data = await dataFolder();
  const [imported, exported] = [join(data, 'imported'), join(data, 'exported')];
  await mkdir(imported);
  for (const [name, value] of Object.entries(content.folder)) await writeFile(join(imported, name), asYAML(value));
  const provider = await Provider.start();
  const onboarding = join(data, 'onboarding.yaml');
  await writeFile(onboarding, asYAML(content.onboarding(provider.address)));
  const trusted = join(data, 'provider.pem');
  await writeFile(trusted, provider.certificate);
  const address = `127.0.0.1:${await freePort()}`;
  const settings = {
    SSL_CERT_FILE: trusted,
    THROUGHLINE_DATA_DIR: data,
    THROUGHLINE_ADDRESS: address,
    THROUGHLINE_PROVIDER_EXCEPTIONS: `${provider.address}=127.0.0.0/8`,
  };
  const command = (...words: string[]) => throughline(words, settings);
  await command('import', imported, '--published', '2026-01-05');
  await command('export', '--system', content.system, '-o', exported);
  await command('apply', '-f', onboarding);
  const server = await started({ data, arguments: ['serve'], settings, ready: /http:\/\/127\.0\.0\.1:\d+/ });
  const stop = async () => {
    await server.stop();
    await provider.stop();
  };
  return { address: server.address, stop, provider, imported, exported };
}

/** Runs a command of the program to its end, and gives what it printed. */
export async function throughline(words: string[], settings: Record<string, string> = {}): Promise<string> {
  const { stdout } = await promisify(execFile)(binary, words, { env: { ...process.env, ...settings } });
  return stdout;
}

/** JSON is YAML, but for what a file of ours may not hold as it is, and line breaks that JSON does not know. */
function asYAML(value: unknown): string {
  const escaped = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value, undefined, 1).replaceAll(/[\u007F-\u00A0\u2028\u2029\uFEFF]/g, escaped);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
