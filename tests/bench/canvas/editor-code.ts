import { gzipSync } from 'node:zlib'
import { withBrowser } from '../bench-browser.ts'
import { journeyOfCards } from '../bench-journeys.ts'
import { withBenchServer } from '../bench-server.ts'
import type { Verdict } from '../verdicts.ts'

const MOST_KB = 300
const OPENING_TIMEOUT_MS = 120_000

/**
 * The JavaScript that someone who opens a journey for the first time fetches, gzip, until the first card stands there and
 * can be edited: the moment at which the harness measures the peers, too.
 */
export const editorCode = (): Promise<Verdict> =>
  withBenchServer(async (server) => {
    const { id } = await server.json<{ id: string }>('POST', '/api/journeys', { document: journeyOfCards(50) })
    const kilobytes = await withBrowser(server, async (_page, browser) => {
      // A context of its own has an empty cache. It signs in by a request, so that nothing is fetched before the page that is measured.
      const context = await browser.newContext()
      await context.request.get(server.ownerLink, { maxRedirects: 0 })
      const page = await context.newPage()
      const bodies: Promise<Buffer>[] = []
      let isUsable = false
      page.on('response', (response) => {
        if (!isUsable && /javascript/.test(response.headers()['content-type'] ?? '')) bodies.push(response.body())
      })
      await page.goto(`${server.url}/journeys/${id}`, { waitUntil: 'commit', timeout: OPENING_TIMEOUT_MS })
      await page.locator('[data-testid="card"]').first().waitFor()
      isUsable = true
      let bytes = 0
      for (const body of await Promise.all(bodies)) bytes += gzipSync(body).length
      return bytes / 1_000
    })
    return {
      scenario: 'JavaScript before the editor can be used, kB gzip',
      bar: `≤ ${MOST_KB} kB`,
      ours: kilobytes,
      theirs: null,
      ratio: null,
      isMet: kilobytes <= MOST_KB,
      remark: null,
    }
  })
