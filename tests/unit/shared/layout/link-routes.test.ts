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
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { gridJson, withCard } from '#tests/support/canvas-journey.ts'

type Wanted = readonly [from: number, to: number, label?: string]

/** Steps by lanes with so many cards a cell; links by the numbers of their cards, and over how many steps each of them reaches. */
function journeyOf(
  steps: number,
  counts: readonly number[],
  links: readonly Wanted[],
  spans: readonly number[] = [1],
): JourneyJson {
  const json = gridJson({
    stages: [steps],
    lanes: ['touchpoint', 'action', 'pain-point'],
    cards: (step, lane) =>
      Array.from({ length: counts[(step * 3 + lane) % counts.length] ?? 1 }, (_, index) => ({
        title: 'word '.repeat(1 + ((step + lane * 2 + index) % 9)),
      })),
  })
  const cards = json.cards.map((card, index) =>
    card.place.kind === 'cell' ? { ...card, place: { ...card.place, span: spans[index % spans.length] } } : card,
  )
  return {
    ...json,
    cards,
    links: links.flatMap(([from, to, label = ''], index) => {
      const a = cards[from % cards.length]
      const b = cards[to % cards.length]
      return a && b ? [{ id: `l${index}` as LinkId, fromCardId: a.id, toCardId: b.id, label }] : []
    }),
  }
}

const NOWHERE = pathOf([], { x: 0, y: 0 }, 0)

const layoutOfJson = (json: JourneyJson): JourneyLayout => layoutOf(snapshotOf(documentFromJson(json)))
const pathsOf = (layout: JourneyLayout): Map<LinkId, LinkPath> => {
  const routes = linkRoutes(layout)
  return new Map(
    [...layout.snapshot.links.keys()].flatMap((id) => {
      const path = routes.path(id)
      return path ? [[id, path]] : []
    }),
  )
}
const routed = (json: JourneyJson) => {
  const layout = layoutOfJson(json)
  return { layout, routes: pathsOf(layout) }
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

/** The snapshot as an edit would leave it. */
function changed(snapshot: JourneySnapshot, what: string, pick: number, to: number): JourneySnapshot {
  const [cards, links] = [[...snapshot.cards.values()], [...snapshot.links.values()]]
  const [card, other] = [cards[pick % cards.length], cards[to % cards.length]]
  const link = links[pick % links.length]
  if (!card || !other || card.place.kind !== 'cell' || other.place.kind !== 'cell') return snapshot
  switch (what) {
    case 'move':
      return withCard(snapshot, card.id, { place: { ...card.place, ...other.place, span: card.place.span } })
    case 'stretch':
      return withCard(snapshot, card.id, { place: { ...card.place, span: 1 + (to % 4) } })
    case 'grow':
      return withCard(snapshot, card.id, { title: 'word '.repeat(1 + (to % 40)) })
    case 'delete':
      return { ...snapshot, cards: new Map(cards.filter((one) => one !== card).map((one) => [one.id, one])) }
    case 'link': {
      const id = `new${links.length}` as LinkId
      return {
        ...snapshot,
        links: new Map(snapshot.links).set(id, { id, fromCardId: card.id, toCardId: other.id, label: '' }),
      }
    }
    case 'unlink':
      return { ...snapshot, links: new Map(links.filter((one) => one !== link).map((one) => [one.id, one])) }
    case 'label':
      if (!link) return snapshot
      return { ...snapshot, links: new Map(snapshot.links).set(link.id, { ...link, label: to % 2 ? 'words' : '' }) }
    default: {
      const lane = [...snapshot.lanes.values()][pick % 3]
      if (!lane) return snapshot
      return { ...snapshot, lanes: new Map(snapshot.lanes).set(lane.id, { ...lane, isCollapsed: to % 2 === 1 }) }
    }
  }
}

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
    spans: fc.oneof(fc.constant([1]), fc.array(fc.constantFrom(1, 1, 1, 2, 3, 5), { minLength: 1, maxLength: 9 })),
  })
  .map(({ steps, counts, links, spans }) => journeyOf(steps, counts, links, spans))
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
          const lines = segments(path).map((part) => ({
            ...part,
            width: Math.max(part.width, 0.1),
            height: Math.max(part.height, 0.1),
          }))
          const crossed = rects.filter(
            (rect) => lines.some((line) => doRectsOverlap(line, rect)) || (hasLabel && doRectsOverlap(label, rect)),
          )
          expect(crossed, `${id} over cards`).toEqual([])
        }
      }),
      { numRuns: 150 },
    )
  })

  test('after any changes the routes are those of a journey that is laid out anew', () => {
    const change = fc.record({
      what: fc.constantFrom('move', 'move', 'move', 'stretch', 'grow', 'delete', 'link', 'unlink', 'label', 'fold'),
      pick: fc.nat(60),
      to: fc.nat(60),
    })
    fc.assert(
      fc.property(anyJourney, fc.array(change, { minLength: 1, maxLength: 12 }), (json, changes) => {
        let layout = layoutOfJson(json)
        linkRoutes(layout)
        for (const { what, pick, to } of changes) {
          layout = layoutOf(changed(layout.snapshot, what, pick, to), layout)
          const anew = layoutOf({ ...layout.snapshot, steps: new Map(layout.snapshot.steps) })
          const step = pathsOf(layout)
          const paths = new Map([...step].map(([id, path]) => [id, { ...path }]))
          const other = pathsOf(anew)
          expect(paths).toEqual(other)
          // What is asked for next starts from this one again.
          expect(pathsOf(layout)).toEqual(step)
        }
      }),
      { numRuns: 150 },
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

  test('a link down a column goes around a card that comes to stand between its ends', () => {
    const json = journeyOf(2, [1], [[0, 2]])
    const before = layoutOfJson({ ...json, cards: json.cards.filter(({ id }) => id !== 'card1') })
    expect(pathsOf(before).get('l0' as LinkId)?.points).toHaveLength(2)
    const between = snapshotOf(documentFromJson(json)).cards.get('card1' as never) as Card
    const { snapshot } = before
    const after = layoutOf({ ...snapshot, cards: new Map(snapshot.cards).set(between.id, between) }, before)
    expect(pathsOf(after).get('l0' as LinkId)?.points).toHaveLength(4)
  })

  test('a link back to its own card is a loop above it, with room for words', () => {
    const { layout, routes } = routed(
      journeyOf(
        3,
        [2, 1, 1],
        [
          [4, 4, 'tries again'],
          [5, 5],
        ],
      ),
    )
    const open = routes.get('l0' as LinkId) ?? NOWHERE
    const rect = rectOf(layout, layout.snapshot.cards.get('card4' as never) as Card)
    expect([open.points[0]?.y, open.points.at(-1)?.y]).toEqual([rect.y, rect.y])
    expect(open.points.at(-1)?.x).toBeLessThan(open.points[0]?.x ?? 0)
    expect(open.middle.y).toBeLessThan(rect.y)
    expect(open.angle).toBeCloseTo(Math.PI / 2)
    // The lower of two cards: out at its right, over both, and in at its left.
    const around = routes.get('l1' as LinkId) ?? NOWHERE
    const lower = rectOf(layout, layout.snapshot.cards.get('card5' as never) as Card)
    expect(around.points[0]?.x).toBe(lower.x + lower.width)
    expect(around.points.at(-1)?.x).toBe(lower.x)
  })

  test('a moved card leads only its own links anew, and typing none', () => {
    const json = journeyOf(
      6,
      [2],
      Array.from({ length: 20 }, (_, index): Wanted => [index, index + 6]),
    )
    const before = layoutOfJson(json)
    const old = pathsOf(before)
    const typed = layoutOf(withCard(before.snapshot, 'card0', { title: 'Other' }), before)
    expect(linkRoutes(typed)).toBe(linkRoutes(before))
    const { place } = before.snapshot.cards.get('card35' as never) as Card
    const moved = layoutOf(withCard(typed.snapshot, 'card4', { place }), typed)
    const now = pathsOf(moved)
    const kept = [...now].filter(([id, path]) => old.get(id) === path).length
    expect(kept).toBeGreaterThan(12)
    expect(kept).toBeLessThan(now.size)
  })
})
