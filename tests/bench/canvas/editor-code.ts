import { FIRST_CODE_MOST_KB, firstCode } from '../../support/first-code.ts'
import { withBrowser } from '../bench-browser.ts'
import { journeyOfCards } from '../bench-journeys.ts'
import { withBenchServer } from '../bench-server.ts'
import type { Verdict } from '../verdicts.ts'

/**
 * The JavaScript that someone who opens a journey for the first time fetches, gzip, until the first card stands there and
 * the editor answers a key. What the page fetches ahead after that does not count.
 */
export const editorCode = (): Promise<Verdict> =>
  withBenchServer(async (server) => {
    const { id } = await server.json<{ id: string }>('POST', '/api/journeys', { document: journeyOfCards(50) })
    const kilobytes = await withBrowser(server, async (_page, browser) => {
      // A context of its own has an empty cache. It signs in by a request, so that nothing is fetched before the page that is measured.
      const context = await browser.newContext()
      await context.request.get(server.ownerLink, { maxRedirects: 0 })
      return firstCode(await context.newPage(), `${server.url}/journeys/${id}`)
    })
    return {
      scenario: 'JavaScript before the editor can be used, kB gzip',
      bar: `≤ ${FIRST_CODE_MOST_KB} kB`,
      ours: kilobytes,
      theirs: null,
      ratio: null,
      isMet: kilobytes <= FIRST_CODE_MOST_KB,
      remark: null,
    }
  })
