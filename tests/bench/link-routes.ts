import { layoutOf } from '#shared/layout/layout-of.ts'
import { linkRoutes } from '#shared/layout/link-routes.ts'
import { documentFromJson } from '#shared/model/json-form.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import type { Card } from '#shared/model/records/card.ts'
import type { LaneKind } from '#shared/model/records/lane.ts'
import type { LinkId } from '#shared/model/records/link.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { gridJson, withCard } from '#tests/support/canvas-journey.ts'
import { createRandom } from '#tests/support/sync-random.ts'
import { percentile } from './bench.ts'

// How long it takes to lead 2,500 links among 10,000 cards: all of them at once, and again after one card after another has moved.
// Processor time of this thread, so that a busy machine does not count.

const LANES: readonly LaneKind[] = [
  'touchpoint',
  'channel',
  'action',
  'goal',
  'thought',
  'pain-point',
  'gain',
  'opportunity',
  'note',
  'frontstage',
]
const STEPS = 200
const IN_CELL = 5
const LINKS = 2_500
const MOVES = 300
const WARM_UP = 50
/** How many steps further the links lead, in turn. */
const FURTHER = [1, 1, 1, 2, 3, -1, -2, 0]

const random = createRandom(7)
const below = (count: number): number => random.below(count)

function journey(): JourneySnapshot {
  const json = gridJson({
    stages: Array.from({ length: 20 }, () => STEPS / 20),
    lanes: LANES,
    cards: () => Array.from({ length: IN_CELL }, () => ({ title: 'word '.repeat(1 + below(9)) })),
  })
  const { cards } = json
  const inStep = LANES.length * IN_CELL
  const links = Array.from({ length: LINKS }, (_, index) => {
    const from = (index * 4) % cards.length
    const to = (from + (FURTHER[below(FURTHER.length)] ?? 1) * inStep + cards.length) % cards.length
    const elsewhere = below(3) === 0 ? below(inStep) - (to % inStep) : 0
    const [a, b] = [cards[from], cards[to + elsewhere]]
    if (!a || !b) throw new Error('no such card')
    return { id: `l${index}` as LinkId, fromCardId: a.id, toCardId: b.id, label: index % 10 === 0 ? 'label' : '' }
  })
  return snapshotOf(documentFromJson({ ...json, links }))
}

function timed(work: () => unknown): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}

const words = (list: readonly number[]): string => {
  const sorted = list.toSorted((a, b) => a - b)
  const mean = list.reduce((sum, ms) => sum + ms, 0) / list.length
  const parts = { mean, p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), max: sorted.at(-1) ?? 0 }
  return Object.entries(parts)
    .map(([name, ms]) => `${name} ${ms.toFixed(2)} ms`)
    .join(', ')
}

const start = journey()
let layout = layoutOf(start)
const cold = [1, 2, 3].map(() => {
  const anew = layoutOf({ ...start, steps: new Map(start.steps) })
  return timed(() => linkRoutes(anew))
})
linkRoutes(layout)
const cards = [...start.cards.values()]
const anyCard = (): Card => cards[below(cards.length)] as Card
const layouts: number[] = []
const routes: number[] = []
for (let move = 0; move < MOVES; move++) {
  const snapshot = withCard(layout.snapshot, anyCard().id, { place: anyCard().place })
  const layoutMs = timed(() => (layout = layoutOf(snapshot, layout)))
  const routesMs = timed(() => linkRoutes(layout))
  if (move < WARM_UP) continue
  layouts.push(layoutMs)
  routes.push(routesMs)
}
process.stdout.write(`all links: ${words(cold)}\none card moved: layout ${words(layouts)}\n`)
process.stdout.write(`one card moved: routes ${words(routes)}\n`)
