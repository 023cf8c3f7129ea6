import { gzipSync } from 'node:zlib'
import type { Browser, Response } from '@playwright/test'
import { type BenchResult, rounded } from './bench.ts'
import { withBrowser } from './bench-browser.ts'
import { journeyOfCards } from './bench-journeys.ts'
import { type BenchServer, withBenchServer } from './bench-server.ts'

const IDLE_TIMEOUT_MS = 120_000

/** All JavaScript that a stakeholder fetches on a phone before the journey is shown and usable, gzipped. */
const VIEW_BAR_KB = 150

/** What a person who comes for the first time has to fetch: all JS and CSS, gzipped, of the library and of a journey. */
export const firstLoad = (): Promise<BenchResult> =>
  withBenchServer(async (server) => {
    const { id } = await server.json<{ id: string }>('POST', '/api/journeys', { document: journeyOfCards(50) })
    return withBrowser(server, async (_page, browser) => {
      const library = await codeFetchedBy(browser, server, '/')
      const journey = await codeFetchedBy(browser, server, `/journeys/${id}`)
      const map = await codeFetchedBy(browser, server, `/view/${id}`, { width: 1440, height: 900 })
      const phone = await codeFetchedBy(browser, server, `/view/${id}`, { width: 390, height: 844 })
      // The map of a large screen is some 10 kB above it; a phone, for which the bar is, shows the journey without it.
      const onPhone = phone.scriptBytes / 1_000
      if (onPhone > VIEW_BAR_KB)
        throw new Error(
          `The view fetches ${rounded(onPhone)} kB of JavaScript on a phone; its bar is ${VIEW_BAR_KB} kB.`,
        )
      return {
        name: 'first-load',
        what: 'JS and CSS fetched by a new browser until the page is idle, gzip',
        figures: {
          libraryKB: rounded(library.gzipBytes / 1_000),
          libraryFiles: library.files,
          journeyKB: rounded(journey.gzipBytes / 1_000),
          journeyFiles: journey.files,
          viewScriptsKB: rounded(map.scriptBytes / 1_000),
          viewOnPhoneScriptsKB: rounded(phone.scriptBytes / 1_000),
          viewOnPhoneKB: rounded(phone.gzipBytes / 1_000),
        },
      }
    })
  })

async function codeFetchedBy(
  browser: Browser,
  server: BenchServer,
  address: string,
  viewport?: { readonly width: number; readonly height: number },
): Promise<{ readonly gzipBytes: number; readonly scriptBytes: number; readonly files: number }> {
  // A context of its own has an empty cache. It signs in by a request, so that nothing is fetched before the page that is measured.
  const context = await browser.newContext(viewport && { viewport })
  await context.request.get(server.ownerLink, { maxRedirects: 0 })
  const page = await context.newPage()
  const code: Response[] = []
  page.on('response', (response) => {
    if (/javascript|css/.test(response.headers()['content-type'] ?? '')) code.push(response)
  })
  await page.goto(server.url + address, { waitUntil: 'networkidle', timeout: IDLE_TIMEOUT_MS })
  let [gzipBytes, scriptBytes] = [0, 0]
  for (const response of code) {
    const { length } = gzipSync(await response.body())
    gzipBytes += length
    if (/javascript/.test(response.headers()['content-type'] ?? '')) scriptBytes += length
  }
  await context.close()
  return { gzipBytes, scriptBytes, files: code.length }
}
