// Waymark for the neutral canvas harness: the real editor on the production build, with all that a journey shows. The harness imports
// this file with its own folder as working folder.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import type * as Y from 'yjs'
import { importGenerated } from '../bench-dataset.ts'
import { type BenchServer, withBenchServer } from '../bench-server.ts'
import { canvasJourney, cellOf, laneIdOf, rankOrders, type SharedContent, stepIdOf } from './journey.ts'
import { joinJourney } from './peers.ts'

const EVENT_ROWS = 2_000
const OTHERS = 3

interface HarnessContent {
  readonly makeContent: (count: number) => SharedContent
}
const { makeContent } = (await import(pathToFileURL(path.resolve('src/content.js')).href)) as HarnessContent

let endRun = (): void => {}
const server = await new Promise<BenchServer>((resolve, reject) => {
  withBenchServer((started) => {
    resolve(started)
    return new Promise<void>((end) => {
      endRun = end
    })
  }).catch(reject)
})

async function load({ page, n }: { readonly page: Page; readonly n: number }): Promise<void> {
  const dataset = await importGenerated(server, EVENT_ROWS)
  const document = canvasJourney(makeContent(n), dataset.id)
  const { id } = await server.json<{ id: string }>('POST', '/api/journeys', { document })
  const peers = await Promise.all(Array.from({ length: OTHERS }, () => joinJourney(server.url, id)))
  for (const [index, peer] of peers.entries()) peer.walkAround(index * 2, `c${20 + index}`)
  // The run ends with its browser.
  page
    .context()
    .browser()
    ?.once('disconnected', () => {
      for (const peer of peers) peer.leave()
      endRun()
    })
  const cards = peers[0]?.doc.getMap<Y.Map<unknown>>('cards')
  const orders = rankOrders(n)
  await page.exposeFunction('benchMoveCard', (index: number) => {
    const card = cards?.get(`c${index}`)
    const { column, lane, rank } = cellOf(index, n)
    const place = card?.get('place') as { readonly stepId: string } | undefined
    // There and back: to the next step, and home again.
    const next = place?.stepId === stepIdOf(column) ? column + 1 - 2 * (column % 2) : column
    card?.set('place', { kind: 'cell', stepId: stepIdOf(next), laneId: laneIdOf(lane), order: orders[rank] })
  })
  await page.exposeFunction('benchCardText', (index: number) => {
    const card = cards?.get(`c${index}`)
    return `${String(card?.get('title'))} ${String(card?.get('details'))}`
  })
  await page.goto(`${server.url}/journeys/${id}`, { waitUntil: 'commit' })
}

declare global {
  interface Window {
    readonly benchMoveCard: (index: number) => Promise<void>
    readonly benchCardText: (index: number) => Promise<string>
  }
}

/** What React leaves on an element for its developer tools. */
interface Fiber {
  readonly return: Fiber | null
  readonly memoizedProps?: { readonly value?: { readonly getState?: () => { readonly panZoom?: PanZoom } } }
}
interface PanZoom {
  readonly setViewport: (viewport: { readonly x: number; readonly y: number; readonly zoom: number }) => void
}

/** These run inside the page, each on its own. */
const ask = {
  ready: () => document.querySelector('[data-testid="card"]') !== null,
  // The app has no hook for this: the viewport's own store is found the way React's developer tools find it.
  setView: ([x, y, zoom]: readonly [number, number, number]) => {
    const pane = document.querySelector('.react-flow')
    if (pane === null) return
    const key = Object.keys(pane).find((name) => name.startsWith('__reactFiber$')) ?? ''
    let fiber: Fiber | null = (pane as unknown as Record<string, Fiber | undefined>)[key] ?? null
    while (fiber && typeof fiber.memoizedProps?.value?.getState?.().panZoom?.setViewport !== 'function')
      fiber = fiber.return
    const box = pane.getBoundingClientRect()
    const viewport = { x: -x * zoom - box.x, y: -y * zoom - box.y, zoom }
    fiber?.memoizedProps?.value?.getState?.().panZoom?.setViewport(viewport)
  },
  getView: () => {
    const box = document.querySelector('.react-flow')?.getBoundingClientRect() ?? new DOMRect()
    const viewport = document.querySelector('.react-flow__viewport') ?? document.body
    const { a: zoom, e, f } = new DOMMatrix(getComputedStyle(viewport).transform)
    return [-(e + box.x) / zoom, -(f + box.y) / zoom, zoom]
  },
  cardRect: (index: number) => {
    const box = document.querySelector(`[data-testid="card"][data-element-id="c${index}"]`)?.getBoundingClientRect()
    return box && [box.x, box.y, box.width, box.height]
  },
  cardText: (index: number) => window.benchCardText(index),
  moveCard: ([index]: readonly [number]) => window.benchMoveCard(index),
}

// The harness asks for a default export.
// oxlint-disable-next-line import/no-default-export
export default { url: () => server.ownerLink, zoomDelta: 13.4, load, ask }
