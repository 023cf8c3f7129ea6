import { defineConfig } from '@playwright/test'
import { CHROMIUM_ARGS, chromiumPath } from '#tests/support/chromium.ts'

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  // Each test starts a server of its own on a free port; two cores carry one at a time with its three browsers.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  retries: 0,
  reporter: [['list'], ['json', { outputFile: '../../test-results/e2e.json' }]],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: await chromiumPath(), args: CHROMIUM_ARGS },
    trace: 'retain-on-failure',
  },
})
