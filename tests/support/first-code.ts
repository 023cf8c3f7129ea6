import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'

/** JavaScript that may come before the editor can be used, gzip. */
export const FIRST_CODE_MOST_KB = 300

const OPENING_TIMEOUT_MS = 120_000

declare global {
  interface Window {
    /** When, of the page's own time, a card stood there and the editor answered a key. */
    usableAt?: number
  }
}

/**
 * Opens a journey with cards in a page and gives the JavaScript (kB gzip) that was asked for until the first card stood there and the
 * editor answered a key. The page itself takes the time, so that what it fetches ahead afterwards, in quiet moments, does not count
 * because a test was slow to look.
 */
export async function firstCode(page: Page, address: string): Promise<number> {
  await page.addInitScript(() => {
    const ask = (): void => {
      const card = document.querySelector('[data-testid=card]')
      if (card?.hasAttribute('data-selected')) {
        window.usableAt = performance.now()
        return
      }
      // Selects all cards.
      card?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'a', code: 'KeyA', ctrlKey: true, bubbles: true, cancelable: true }),
      )
      requestAnimationFrame(ask)
    }
    requestAnimationFrame(ask)
  })
  const bodies = new Map<string, Promise<Buffer>>()
  page.on('response', (response) => {
    if (!/javascript/.test(response.headers()['content-type'] ?? '')) return
    const body = response.body()
    // Of what is fetched ahead the last may still be on its way when the page is closed.
    body.catch(() => {})
    bodies.set(response.url(), body)
  })
  await page.goto(address, { waitUntil: 'commit', timeout: OPENING_TIMEOUT_MS })
  await page.waitForFunction(() => window.usableAt !== undefined, undefined, { timeout: OPENING_TIMEOUT_MS })
  const asked = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ startTime }) => startTime < (window.usableAt ?? 0))
      .map(({ name }) => name),
  )
  let bytes = 0
  for (const url of new Set(asked)) {
    const body = await bodies.get(url)
    if (body) bytes += gzipSync(body).length
  }
  return bytes / 1_000
}
