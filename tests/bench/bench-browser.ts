import { type Browser, chromium, type Page } from '@playwright/test'
import { CHROMIUM_ARGS, chromiumPath } from '#tests/support/chromium.ts'
import type { BenchServer } from './bench-server.ts'

export const VIEWPORT = { width: 1440, height: 900 } as const

/** Runs with a headless Chromium in which the owner is signed in. */
export async function withBrowser<Value>(
  server: BenchServer,
  use: (page: Page, browser: Browser) => Promise<Value>,
): Promise<Value> {
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS })
  try {
    const page = await browser.newPage({ viewport: VIEWPORT })
    await page.goto(server.ownerLink)
    return await use(page, browser)
  } finally {
    await browser.close()
  }
}
