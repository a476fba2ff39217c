// For working on Throughline: the demonstration's server, built again when a file of it changes, behind Vite, which
// reloads the pages when a file of theirs does. Open the address that Vite prints.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pages = 'http://127.0.0.1:5173';
const address = '127.0.0.1:8080';
const binary = 'bin/throughline-dev';
const ofTheServer = /^(?!frontend\/|bin\/|\.git\/|artefacts\/).*\.(go|sql|csv|conf|html|css|yaml)$/;

/** Runs a program in the project's folder; resolves to whether it ended well. */
function run(program, ...parameters) {
  const child = spawn(program, parameters, {
    cwd: root,
    stdio: 'inherit',
    // Sign-in has to come back to the pages' own address, not to the server behind them.
    env: { ...process.env, THROUGHLINE_BASE_URL: pages },
  });
  const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)));
  return { child, ended };
}

let server;
let again = false;
let building = false;

/** Builds, and only when that worked puts the new server in the old one's place. */
async function start() {
  if (building) {
    again = true;
    return;
  }
  building = true;
  do {
    again = false;
    if (!(await run('go', 'build', '-o', binary, './cmd/throughline').ended)) continue;
    server?.child.kill('SIGTERM');
    await server?.ended;
    server = run(binary, 'demo', '--address', address);
  } while (again);
  building = false;
}

const vite = await createServer({ server: { host: '127.0.0.1', port: 5173, strictPort: true } });
await vite.listen();
vite.printUrls();
await start();
let soon;
watch(root, { recursive: true }, (_, file) => {
  if (file === null || !ofTheServer.test(file)) return;
  clearTimeout(soon);
  soon = setTimeout(start, 300);
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    server?.child.kill('SIGTERM');
    await server?.ended;
    await vite.close();
    process.exit(0);
  });
}
