import { gzipSync } from 'node:zlib'
import type { Browser } from '@playwright/test'
import { type BenchResult, rounded } from './bench.ts'
import { withBrowser } from './bench-browser.ts'
import { journeyOfCards } from './bench-journeys.ts'
import { type BenchServer, withBenchServer } from './bench-server.ts'

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
  const sizes: Promise<number>[] = []
  page.on('response', (response) => {
    const type = response.headers()['content-type'] ?? ''
    if (/javascript|css/.test(type)) sizes.push(response.body().then((body) => gzipSync(body).length))
  })
  await page.goto(server.url + address, { waitUntil: 'networkidle' })
  const bytes = await Promise.all(sizes)
  await context.close()
  return { gzipBytes: bytes.reduce((sum, size) => sum + size, 0), files: bytes.length }
}
