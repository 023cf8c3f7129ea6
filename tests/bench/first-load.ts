import { gzipSync } from 'node:zlib'
import type { Browser, Response } from '@playwright/test'
import { type BenchResult, rounded } from './bench.ts'
import { withBrowser } from './bench-browser.ts'
import { journeyOfCards } from './bench-journeys.ts'
import { type BenchServer, withBenchServer } from './bench-server.ts'

const IDLE_TIMEOUT_MS = 120_000

/** All JavaScript that a stakeholder fetches before the journey is shown and usable, gzipped; on a phone and on a desktop. */
const VIEW_BAR_KB = 150
/** One of them stands there once the view shows its journey: a card of the map, or the pages. */
const SHOWN = '[data-testid="map-card"], [data-testid="reading"]'

/** What a person who comes for the first time has to fetch: all JS and CSS, gzipped, of the library and of a journey. */
export const firstLoad = (): Promise<BenchResult> =>
  withBenchServer(async (server) => {
    const { id } = await server.json<{ id: string }>('POST', '/api/journeys', { document: journeyOfCards(50) })
    return withBrowser(server, async (_page, browser) => {
      const library = await codeFetchedBy(browser, server, '/')
      const journey = await codeFetchedBy(browser, server, `/journeys/${id}`)
      const map = await codeFetchedBy(browser, server, `/view/${id}`, { width: 1440, height: 900 })
      const phone = await codeFetchedBy(browser, server, `/view/${id}`, { width: 390, height: 844 })
      for (const [where, { shownScriptBytes }] of Object.entries({ 'on a desktop': map, 'on a phone': phone }))
        if (shownScriptBytes / 1_000 > VIEW_BAR_KB || shownScriptBytes === 0)
          throw new Error(
            `The view fetches ${rounded(shownScriptBytes / 1_000)} kB of JavaScript ${where}; its bar is ${VIEW_BAR_KB} kB.`,
          )
      return {
        name: 'first-load',
        what: 'JS and CSS fetched by a new browser until the page is idle, gzip',
        figures: {
          libraryKB: rounded(library.gzipBytes / 1_000),
          libraryFiles: library.files,
          journeyKB: rounded(journey.gzipBytes / 1_000),
          journeyFiles: journey.files,
          viewScriptsKB: rounded(map.shownScriptBytes / 1_000),
          viewIdleScriptsKB: rounded(map.scriptBytes / 1_000),
          viewOnPhoneScriptsKB: rounded(phone.shownScriptBytes / 1_000),
          viewOnPhoneIdleScriptsKB: rounded(phone.scriptBytes / 1_000),
          viewOnPhoneKB: rounded(phone.gzipBytes / 1_000),
        },
      }
    })
  })

interface Fetched {
  readonly gzipBytes: number
  readonly scriptBytes: number
  /** Of scripts asked for before the view showed its journey; 0 for other pages. */
  readonly shownScriptBytes: number
  readonly files: number
}

async function codeFetchedBy(
  browser: Browser,
  server: BenchServer,
  address: string,
  viewport?: { readonly width: number; readonly height: number },
): Promise<Fetched> {
  // A context of its own has an empty cache. It signs in by a request, so that nothing is fetched before the page that is measured.
  const context = await browser.newContext(viewport && { viewport })
  await context.request.get(server.ownerLink, { maxRedirects: 0 })
  const page = await context.newPage()
  await page.addInitScript((shown) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector(shown) === null) return
      observer.disconnect()
      const fetched = performance.getEntriesByType('resource').map(({ name }) => name)
      Object.assign(window, { scriptsBefore: fetched })
    })
    observer.observe(document, { childList: true, subtree: true })
  }, SHOWN)
  const code: Response[] = []
  page.on('response', (response) => {
    if (/javascript|css/.test(response.headers()['content-type'] ?? '')) code.push(response)
  })
  await page.goto(server.url + address, { waitUntil: 'networkidle', timeout: IDLE_TIMEOUT_MS })
  const early = new Set(
    await page.evaluate(() => (window as { scriptsBefore?: readonly string[] }).scriptsBefore ?? []),
  )
  let [gzipBytes, scriptBytes, shownScriptBytes] = [0, 0, 0]
  for (const response of code) {
    const { length } = gzipSync(await response.body())
    gzipBytes += length
    if (!/javascript/.test(response.headers()['content-type'] ?? '')) continue
    scriptBytes += length
    if (early.has(response.url())) shownScriptBytes += length
  }
  await context.close()
  return { gzipBytes, scriptBytes, shownScriptBytes, files: code.length }
}
