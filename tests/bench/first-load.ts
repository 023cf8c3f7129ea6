import { gzipSync } from 'node:zlib'
import type { Browser, Response } from '@playwright/test'
import { type BenchResult, rounded } from './bench.ts'
import { withBrowser } from './bench-browser.ts'
import { journeyOfCards } from './bench-journeys.ts'
import { type BenchServer, withBenchServer } from './bench-server.ts'

const IDLE_TIMEOUT_MS = 120_000

/** What a person who comes for the first time has to fetch: all JS and CSS, gzipped, of the library and of a journey. */
export const firstLoad = (): Promise<BenchResult> =>
  withBenchServer(async (server) => {
    const { id } = await server.json<{ id: string }>('POST', '/api/journeys', { document: journeyOfCards(50) })
    return withBrowser(server, async (_page, browser) => {
      const library = await codeFetchedBy(browser, server, '/')
      const journey = await codeFetchedBy(browser, server, `/journeys/${id}`)
      return {
        name: 'first-load',
        what: 'JS and CSS fetched by a new browser until the page is idle, gzip',
        figures: {
          libraryKB: rounded(library.gzipBytes / 1_000),
          libraryFiles: library.files,
          journeyKB: rounded(journey.gzipBytes / 1_000),
          journeyFiles: journey.files,
        },
      }
    })
  })

async function codeFetchedBy(
  browser: Browser,
  server: BenchServer,
  address: string,
): Promise<{ readonly gzipBytes: number; readonly files: number }> {
  // A context of its own has an empty cache. It signs in by a request, so that nothing is fetched before the page that is measured.
  const context = await browser.newContext()
  await context.request.get(server.ownerLink, { maxRedirects: 0 })
  const page = await context.newPage()
  const code: Response[] = []
  page.on('response', (response) => {
    if (/javascript|css/.test(response.headers()['content-type'] ?? '')) code.push(response)
  })
  await page.goto(server.url + address, { waitUntil: 'networkidle', timeout: IDLE_TIMEOUT_MS })
  let gzipBytes = 0
  for (const response of code) gzipBytes += gzipSync(await response.body()).length
  await context.close()
  return { gzipBytes, files: code.length }
}
