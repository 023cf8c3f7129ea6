import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { type BenchResult, percentile, rounded } from './bench.ts'
import { VIEWPORT, withBrowser } from './bench-browser.ts'
import { journeyOfCards } from './bench-journeys.ts'
import { withBenchServer } from './bench-server.ts'

const CARDS = 2_000
const WHEEL_EVENTS = 180
const WHEEL_EVERY_MS = 1_000 / 60
const WHEEL_PX = 40

/** Wheel panning over a large journey: the time between painted frames. */
export const pan = (): Promise<BenchResult> =>
  withBenchServer(async (server) => {
    const { id } = await server.json<{ id: string }>('POST', '/api/journeys', { document: journeyOfCards(CARDS) })
    return withBrowser(server, async (page) => {
      await page.goto(`${server.url}/journeys/${id}`)
      await page.getByText('Card 0', { exact: true }).first().waitFor()
      await page.waitForLoadState('networkidle')
      await page.mouse.move(VIEWPORT.width / 2, VIEWPORT.height / 2)
      const client = await page.context().newCDPSession(page)
      await client.send('Performance.enable', { timeDomain: 'threadTicks' })
      const busyBefore = await mainThreadMs(client)
      const down = await framesWhile(page, () => wheel(client, WHEEL_PX))
      const back = await framesWhile(page, () => wheel(client, -WHEEL_PX))
      const busyMs = (await mainThreadMs(client)) - busyBefore
      const frames = [...down, ...back].sort((a, b) => a - b)
      return {
        name: 'pan',
        what: `${CARDS} cards, production build, headless Chromium ${VIEWPORT.width}×${VIEWPORT.height}, wheel for 2 × 3 s`,
        figures: {
          framesPerSecond: rounded(1_000 / (frames.reduce((sum, frame) => sum + frame, 0) / frames.length)),
          frameP95Ms: rounded(percentile(frames, 0.95)),
          slowestFrameMs: rounded(percentile(frames, 1)),
          // Processor time, so it also tells something on a machine that others use.
          mainMsPerFrame: rounded(busyMs / frames.length),
        },
      }
    })
  })

type Client = Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>

/** Sent without waiting for the page, at a steady pace, as a hand would. */
async function wheel(client: Client, deltaY: number): Promise<void> {
  const sent: Promise<unknown>[] = []
  const start = performance.now()
  for (let event = 0; event < WHEEL_EVENTS; event += 1) {
    await wait(Math.max(0, start + event * WHEEL_EVERY_MS - performance.now()))
    const at = { x: VIEWPORT.width / 2, y: VIEWPORT.height / 2 }
    sent.push(client.send('Input.dispatchMouseEvent', { type: 'mouseWheel', ...at, deltaX: deltaY / 2, deltaY }))
  }
  await Promise.all(sent)
}

/** Processor time that the page's main thread has used since the session began to count. */
async function mainThreadMs(client: Client): Promise<number> {
  const { metrics } = await client.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000
}

async function framesWhile(page: Page, act: () => Promise<void>): Promise<number[]> {
  const frames = await page.evaluateHandle(() => {
    const taken: number[] = []
    const state = { stopped: false }
    let last = performance.now()
    requestAnimationFrame(function step(now) {
      taken.push(now - last)
      last = now
      if (!state.stopped) requestAnimationFrame(step)
    })
    return { taken, state }
  })
  await act()
  const taken = await frames.evaluate((handle) => {
    handle.state.stopped = true
    // The first lies between asking and the first frame.
    return handle.taken.slice(1)
  })
  return taken
}
