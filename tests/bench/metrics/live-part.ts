import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { withBrowser } from '../bench-browser.ts'
import { percentile, rounded } from '../bench.ts'
import type { BenchServer } from '../bench-server.ts'
import { boundJourney } from './map-part.ts'
import { fixedVerdict, type Part } from './part.ts'
import { engineCpuSeconds } from './processes.ts'

const BATCH = 100
const BATCHES_PER_SECOND = 10
const SECONDS = 30
const PATIENCE_MS = 60_000

/** A number as it was painted, and when (ms since 1970, the clock of sender and page alike). */
interface Painted {
  readonly value: number
  readonly at: number
}

/** 1,000 events a second on top of what was imported, while somebody looks at the numbers. */
export const livePart: Part = async (bench) => {
  const { server, datasetId, eventNames } = bench
  const id = await boundJourney(bench)
  return withBrowser(server, async (page) => {
    page.setDefaultTimeout(PATIENCE_MS)
    await page.goto(`${server.url}/journeys/${id}`)
    const cases = page.locator('[data-readings-of="card0"] [data-measure="cases"]')
    await cases.waitFor()
    const first = Number(await cases.getAttribute('data-value'))
    await recordPaints(page)
    const cpuBefore = engineCpuSeconds(server.pid())
    const { acknowledged, seconds } = await sendAll(server, datasetId, eventNames)
    const busy = (engineCpuSeconds(server.pid()) - cpuBefore) / seconds
    await page
      .waitForFunction(
        (wanted) =>
          document.querySelector('[data-readings-of="card0"] [data-measure="cases"]')?.getAttribute('data-value') ===
          wanted,
        String(first + acknowledged.length),
      )
      .catch(() => undefined)
    const paints = await page.evaluate(() => (globalThis as unknown as { paints: Painted[] }).paints)
    // An answer never painted counts as the longest wait there was.
    const waits = acknowledged
      .map((at, index) => (paints.find(({ value }) => value > first + index)?.at ?? at + PATIENCE_MS) - at)
      .toSorted((a, b) => a - b)
    const before = await server.json<JourneyReadings>('GET', `/api/journeys/${id}/readings`)
    await server.restart()
    const after = await server.json<JourneyReadings>('GET', `/api/journeys/${id}/readings`)
    return [
      fixedVerdict({
        scenario: '1,000 events/s, answer to paint p95, ms',
        limit: 1_000,
        unit: 'ms',
        ours: rounded(percentile(waits, 0.95), 0),
        remark: `${rounded((acknowledged.length * BATCH) / seconds, 0)} events/s for ${rounded(seconds, 0)} s, half of them painted within ${rounded(percentile(waits, 0.5), 0)} ms`,
      }),
      fixedVerdict({
        scenario: '1,000 events/s, engine, % of a core',
        limit: 30,
        unit: '%',
        ours: rounded(busy * 100, 0),
      }),
      fixedVerdict({
        scenario: 'readings unlike a full recompute',
        limit: 0,
        unit: '',
        ours: numbersOf(before) === numbersOf(after) ? 0 : 1,
        remark: 'server started anew in between',
      }),
    ]
  })
}

const numbersOf = ({ elements, links }: JourneyReadings): string => JSON.stringify([elements, links])

/** Every batch has one new case with the first event; the others are of cases that come again, and of other events. */
async function sendAll(server: BenchServer, datasetId: string, eventNames: readonly string[]) {
  const acknowledged: number[] = []
  const others = eventNames.slice(1, 30)
  const from = performance.now()
  for (let batch = 0; batch < SECONDS * BATCHES_PER_SECOND; batch += 1) {
    await wait(Math.max(0, from + (batch * 1_000) / BATCHES_PER_SECOND - performance.now()))
    const events = Array.from({ length: BATCH - 1 }, (_, at) => ({
      case: `live ${(batch * 37 + at * 11) % 5_000}`,
      event: others[(batch + at * 7) % others.length],
      channel: 'web',
    }))
    await server.json('POST', `/api/ingest/${datasetId}`, [{ case: `new ${batch}`, event: eventNames[0] }, ...events])
    acknowledged.push(Date.now())
  }
  return { acknowledged, seconds: (performance.now() - from) / 1_000 }
}

const recordPaints = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const paints: { value: number; at: number }[] = []
    Object.assign(globalThis, { paints })
    let last = -1
    new MutationObserver(() => {
      const number = document.querySelector('[data-readings-of="card0"] [data-measure="cases"]')
      const value = Number(number?.getAttribute('data-value') ?? last)
      if (value === last) return
      last = value
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => paints.push({ value, at: Date.now() }))
        port1.start()
        port2.postMessage(null)
      })
    }).observe(document.body, { subtree: true, childList: true, attributes: true })
  })
