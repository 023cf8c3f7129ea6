import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cardRect } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { linkRoutes } from '#shared/layout/link-routes.ts'
import { type LinkPath, pathOf } from '#shared/layout/link-path.ts'
import { doRectsOverlap, type Rect, rectBetween } from '#shared/layout/rect.ts'
import { documentFromJson, type JourneyJson } from '#shared/model/json-form.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import type { Card } from '#shared/model/records/card.ts'
import type { LinkId } from '#shared/model/records/link.ts'
import { gridJson, withCard } from '#tests/support/canvas-journey.ts'

type Wanted = readonly [from: number, to: number, label?: string]

/** Steps by lanes with so many cards a cell; links by the numbers of their cards. */
function journeyOf(steps: number, counts: readonly number[], links: readonly Wanted[]): JourneyJson {
  const json = gridJson({
    stages: [steps],
    lanes: ['touchpoint', 'action', 'pain-point'],
    cards: (step, lane) =>
      Array.from({ length: counts[(step * 3 + lane) % counts.length] ?? 1 }, (_, index) => ({
        title: 'word '.repeat(1 + ((step + lane * 2 + index) % 9)),
      })),
  })
  const { cards } = json
  return {
    ...json,
    links: links.flatMap(([from, to, label = ''], index) => {
      const a = cards[from % cards.length]
      const b = cards[to % cards.length]
      return a && b && a !== b ? [{ id: `l${index}` as LinkId, fromCardId: a.id, toCardId: b.id, label }] : []
    }),
  }
}

const NOWHERE = pathOf([], { x: 0, y: 0 }, 0)

const layoutOfJson = (json: JourneyJson): JourneyLayout => layoutOf(snapshotOf(documentFromJson(json)))
const routed = (json: JourneyJson) => {
  const layout = layoutOfJson(json)
  return { layout, routes: linkRoutes(layout) }
}
const segments = ({ points }: LinkPath): Rect[] =>
  points.slice(1).flatMap((to, index) => {
    const from = points[index]
    return from ? [rectBetween(from, to)] : []
  })
const rectOf = (layout: JourneyLayout, card: Card): Rect => {
  const rect = cardRect(layout, card.id)
  if (!rect) throw new Error(`no place for ${card.id}`)
  return rect
}
const shrunk = ({ x, y, width, height }: Rect): Rect => ({
  x: x + 0.5,
  y: y + 0.5,
  width: width - 1,
  height: height - 1,
})

const anyJourney = fc
  .record({
    steps: fc.integer({ min: 2, max: 7 }),
    counts: fc
      .array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 9 })
      .filter((counts) => counts.some(Boolean)),
    links: fc.array(
      fc
        .tuple(fc.nat(60), fc.nat(60), fc.constantFrom('', '', 'by phone'))
        .map(([a, b, label]): Wanted => [a, b, label]),
      { maxLength: 24 },
    ),
  })
  .map(({ steps, counts, links }) => journeyOf(steps, counts, links))
  .filter((json) => json.cards.length > 0)

describe('link routes', () => {
  test('no link ever runs over a card, and no label stands on one', () => {
    fc.assert(
      fc.property(anyJourney, (json) => {
        const { layout, routes } = routed(json)
        expect(routes.size).toBe(json.links.length)
        const rects = [...layout.snapshot.cards.values()].map((card) => shrunk(rectOf(layout, card)))
        for (const [id, path] of routes) {
          const label = { x: path.middle.x - 5, y: path.middle.y - 9, width: 10, height: 18 }
          const hasLabel = json.links.some((link) => link.id === id && link.label !== '')
          for (const rect of rects) {
            for (const part of segments(path)) {
              const line = { ...part, width: Math.max(part.width, 0.1), height: Math.max(part.height, 0.1) }
              expect(doRectsOverlap(line, rect), `${id} over a card`).toBe(false)
            }
            if (hasLabel) expect(doRectsOverlap(label, rect), `label of ${id} on a card`).toBe(false)
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  test('the same journey gives the same routes, however one came to it', () => {
    fc.assert(
      fc.property(anyJourney, fc.nat(), (json, pick) => {
        const before = layoutOfJson(json)
        linkRoutes(before)
        const card = json.cards[pick % json.cards.length]
        const target = json.steps[pick % json.steps.length]
        if (!card || !target || card.place.kind !== 'cell') return
        const snapshot = withCard(before.snapshot, card.id, { place: { ...card.place, stepId: target.id } })
        const once = [...linkRoutes(layoutOf(snapshot, before))]
        const anew = [...linkRoutes(layoutOf({ ...snapshot, cards: new Map(snapshot.cards) }))]
        expect(once.map(([id, path]) => [id, path.points])).toEqual(anew.map(([id, path]) => [id, path.points]))
      }),
      { numRuns: 60 },
    )
  })

  test('parallel ways between the same columns never lie on each other', () => {
    // Three cards a touchpoint cell: 0-2, then action and pain point; the next step's touchpoints follow after five.
    const { routes } = routed(
      journeyOf(
        3,
        [3, 1, 1],
        [
          [0, 5],
          [0, 6],
          [0, 7],
          [1, 5],
          [2, 5],
          [2, 6],
        ],
      ),
    )
    const upright = [...routes.values()].flatMap((path) =>
      segments(path).filter((part) => part.width === 0 && part.height > 1),
    )
    expect(upright.length).toBeGreaterThan(2)
    expect(new Set(upright.map((part) => part.x)).size).toBe(upright.length)
  })

  test('links that jump run above the cards, links back below them, the shorter nearer to the cards', () => {
    const { layout, routes } = routed(
      journeyOf(
        5,
        [1],
        [
          [0, 6],
          [0, 12],
          [12, 0],
          [6, 3],
        ],
      ),
    )
    const first = [...layout.snapshot.cards.values()][0]
    if (!first) throw new Error('no card')
    const { y, height } = rectOf(layout, first)
    const levelOf = (id: string): number => {
      const level = segments(routes.get(id as LinkId) ?? NOWHERE)
        .filter((part) => part.height === 0)
        .toSorted((a, b) => b.width - a.width)[0]
      return level?.y ?? Number.NaN
    }
    expect(levelOf('l1')).toBeLessThan(levelOf('l0'))
    expect(levelOf('l0')).toBeLessThan(y)
    expect(levelOf('l2')).toBeGreaterThan(levelOf('l3'))
    expect(levelOf('l3')).toBeGreaterThan(y + height)
    // Its arrowhead points up at the card that it leads back to.
    expect(routes.get('l2' as LinkId)?.angle).toBeCloseTo(-Math.PI / 2)
  })

  test('a moved card leads only its own links anew, and typing none', () => {
    const json = journeyOf(
      6,
      [2],
      Array.from({ length: 20 }, (_, index): Wanted => [index, index + 6]),
    )
    const before = layoutOfJson(json)
    const old = linkRoutes(before)
    const typed = layoutOf(withCard(before.snapshot, 'card0', { title: 'Other' }), before)
    expect(linkRoutes(typed)).toBe(old)
  })

  test('2,500 links among 10,000 cards: how long it takes', () => {
    const json = journeyOf(24, [139], [])
    const { cards } = json
    const links = Array.from({ length: 2_500 }, (_, index) => ({
      id: `l${index}` as LinkId,
      fromCardId: cards[(index * 4) % cards.length]?.id as never,
      toCardId: cards[(index * 4 + 139 * 3 * (index % 5)) % cards.length]?.id as never,
      label: index % 10 === 0 ? 'label' : '',
    })).filter((link) => link.fromCardId !== link.toCardId)
    const layout = layoutOfJson({ ...json, links })
    const timed = (work: () => unknown): number => {
      const start = performance.now()
      work()
      return performance.now() - start
    }
    const full = timed(() => linkRoutes(layout))
    const card = cards[400]
    const step = json.steps[3]
    if (!card || card.place.kind !== 'cell' || !step) throw new Error('no card')
    const moved = layoutOf(withCard(layout.snapshot, card.id, { place: { ...card.place, stepId: step.id } }), layout)
    const one = timed(() => linkRoutes(moved))
    process.stdout.write(
      `${links.length} links of ${cards.length} cards: ${full.toFixed(1)} ms, one card moved: ${one.toFixed(1)} ms\n`,
    )
    expect(linkRoutes(moved).size).toBe(links.length)
  })
})
