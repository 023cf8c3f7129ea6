import type { Page } from '@playwright/test'
import { type BenchResult, median, rounded } from './bench.ts'
import { withBrowser } from './bench-browser.ts'
import { importGenerated } from './bench-dataset.ts'
import { EVENT_NAMES } from './bench-events.ts'
import { measuredJourney } from './bench-journeys.ts'
import { withBenchServer } from './bench-server.ts'

const ROWS = 100_000
const ROUNDS = 10

/** From the answer of `POST /api/ingest` to the paint that shows the new number on an open canvas. */
export const ingestToCanvas = (): Promise<BenchResult> =>
  withBenchServer(async (server) => {
    const dataset = await importGenerated(server, ROWS)
    const document = measuredJourney(dataset.id, EVENT_NAMES)
    const { id } = await server.json<{ id: string }>('POST', '/api/journeys', { document })
    return withBrowser(server, async (page) => {
      await page.goto(`${server.url}/journeys/${id}`)
      const cases = page.locator('[data-readings-of="card0"] [data-measure="cases"]')
      await cases.waitFor()
      const times: number[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        const before = Number(await cases.getAttribute('data-value'))
        const shown = painted(page, before + 1)
        await server.json('POST', `/api/ingest/${dataset.id}`, [{ case: `live${round}`, event: EVENT_NAMES[0] }])
        const answeredAt = Date.now()
        times.push((await shown) - answeredAt)
      }
      return {
        name: 'ingest-to-canvas',
        what: `${ROWS} events, all numbers of 8 stages and 30 touchpoints: answer of the ingest to the painted number`,
        figures: { medianMs: rounded(median(times)), slowestMs: rounded(Math.max(...times)), rounds: ROUNDS },
      }
    })
  })

/** Resolves with the instant (ms since 1970, the same clock as the sender's) after the frame that shows the value. */
const painted = (page: Page, value: number): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const number = document.querySelector('[data-readings-of="card0"] [data-measure="cases"]')
          if (Number(number?.getAttribute('data-value')) !== wanted) return
          observer.disconnect()
          // The frame callback runs before the paint; a message posted from it runs after.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.addEventListener('message', () => resolve(Date.now()))
            port1.start()
            port2.postMessage(null)
          })
        }
        const observer = new MutationObserver(look)
        observer.observe(document.body, { subtree: true, childList: true, attributes: true })
        look()
      }),
    value,
  )
