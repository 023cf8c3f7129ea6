import type { Page } from '@playwright/test'
import type { SegmentItem } from '#shared/contract/rest/segments.ts'
import { withBrowser } from '../bench-browser.ts'
import { median, rounded } from '../bench.ts'
import { measuredJourney } from '../bench-journeys.ts'
import { withBenchServer } from '../bench-server.ts'
import type { Verdict } from '../verdicts.ts'
import { importCsv } from './import-csv.ts'
import { fixedVerdict } from './part.ts'
import type { Reference } from './reference.ts'

const WAIT_MS = 120_000

/** On the real canvas: from the press on a persona to the paint of its numbers. */
export const personaPart = (reference: Reference, eventNames: readonly string[], runs: number): Promise<Verdict[]> =>
  withBenchServer(async (server) => {
    const datasetId = await importCsv(server, reference.csv, reference.events)
    const condition = { kind: 'did', rule: { events: ['chat_bot'] }, atLeast: 1 }
    const rule = { groups: [{ conditions: [condition] }] }
    const segment = await server.json<SegmentItem>('POST', '/api/segments', { datasetId, name: 'Used the bot', rule })
    const personas = [{ id: 'sarah', order: 'a0', name: 'Sarah', segmentId: segment.id }]
    const journey = { ...measuredJourney(datasetId, eventNames), personas }
    const { id } = await server.json<{ id: string }>('POST', '/api/journeys', { document: journey })
    return withBrowser(server, async (page) => {
      page.setDefaultTimeout(WAIT_MS)
      await page.goto(`${server.url}/journeys/${id}`)
      const cases = page.locator('[data-readings-of="stage0"] [data-measure="cases"]')
      await cases.waitFor()
      const persona = page.getByRole('list', { name: 'Personas' }).getByRole('button', { name: 'Sarah' })
      const times: number[] = []
      for (let round = 0; round < runs; round += 1) {
        await server.json('POST', `/api/ingest/${datasetId}`, [{ case: 'bench', event: 'bench', channel: 'bench' }])
        const everybodys = await cases.getAttribute('data-value')
        const shown = paintedOther(page, everybodys ?? '')
        await persona.click()
        times.push(await shown)
        await persona.click()
        await page.waitForFunction(
          (wanted) =>
            document.querySelector('[data-readings-of="stage0"] [data-measure="cases"]')?.getAttribute('data-value') ===
            wanted,
          everybodys,
        )
      }
      return [
        fixedVerdict({
          scenario: `persona switch, ${reference.size} events, ms`,
          limit: 1_000,
          unit: 'ms',
          ours: rounded(median(times), 0),
          remark: `slowest ${rounded(Math.max(...times), 0)}; from the press to the paint`,
        }),
      ]
    })
  })

/** Ms from the next press of a button to the frame that shows another number of the first stage. */
const paintedOther = (page: Page, before: string): Promise<number> =>
  page.evaluate(
    (old) =>
      new Promise<number>((resolve) => {
        let pressedAt = 0
        addEventListener('pointerdown', () => (pressedAt = performance.now()), { capture: true, once: true })
        const observer = new MutationObserver(() => {
          const number = document.querySelector('[data-readings-of="stage0"] [data-measure="cases"]')
          const value = number?.getAttribute('data-value') ?? old
          if (value === old || value === '') return
          observer.disconnect()
          // The frame callback runs before the paint; a message posted from it runs after.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.addEventListener('message', () => resolve(performance.now() - pressedAt))
            port1.start()
            port2.postMessage(null)
          })
        })
        observer.observe(document.body, { subtree: true, childList: true, attributes: true })
      }),
    before,
  )
