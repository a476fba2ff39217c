import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

// The browser of the machine, where it has one: nothing is downloaded for a test.
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
const asRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: './journeys',
  outputDir: '../../artefacts/traces',
  reporter: [['list']],
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  retries: 0,
  workers: 1,
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: existsSync(chromium) ? chromium : undefined,
      // Chromium's own sandbox cannot be set up by root.
      args: asRoot ? ['--no-sandbox'] : [],
    },
  },
});
