import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = process.env.THROUGHLINE_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  build: {
    // Beside the committed placeholder, not over it: see embed.go.
    outDir: 'dist/app',
    emptyOutDir: true,
    // Which page needs which files: what scripts/size.mjs weighs.
    manifest: true,
    // Its polyfill would be an inline script.
    modulePreload: { polyfill: false },
    // An image inside the CSS would need data: in more places of the content security policy.
    assetsInlineLimit: 0,
  },
  // The policy takes scripts from this server alone, so a worker is a file as every other script is.
  worker: { format: 'es' },
  css: {
    preprocessorOptions: { scss: { quietDeps: true } },
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/auth', '/published', '/accessibility-statement', '/healthz', '/readyz'].map((path) => [
        path,
        { target: server },
      ]),
    ),
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
    restoreMocks: true,
    // Twice what the first page of a file may wait for its code.
    testTimeout: 10_000,
  },
});
