// Weighs what a browser fetches, compressed, before each page can be used for the first time, and fails when one is
// too heavy. Run it after a build.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const most = 170_000;
const built = new URL('../dist/app/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', built), 'utf8'));

/** The files of a chunk and of everything that it imports without waiting. */
function files(key, found = new Set()) {
  const { file, css = [], imports = [] } = manifest[key];
  if (found.has(file)) return found;
  found.add(file);
  for (const sheet of css) found.add(sheet);
  for (const one of imports) files(one, found);
  return found;
}

const sizes = new Map();
function size(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(new URL(file, built))).length);
  return sizes.get(file);
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1).padStart(6)} kB`;
const entry = 'index.html';
const pages = manifest[entry].dynamicImports.filter((key) => key.startsWith('src/pages/'));
let heaviest = 0;
for (const page of pages) {
  const needed = files(page, files(entry));
  const total = [...needed].reduce((sum, file) => sum + size(file), 0);
  heaviest = Math.max(heaviest, total);
  console.log(`${kilobytes(total)}  ${page.replace('src/pages/', '').replace(/\/.*/, '')}`);
}
console.log(`${kilobytes(heaviest)}  the heaviest first load; ${kilobytes(most).trim()} is the most`);
if (pages.length === 0 || heaviest > most) {
  console.error('A first load is too heavy: see what the page imports, and load later what it does not need at once.');
  process.exit(1);
}
