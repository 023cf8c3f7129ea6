import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cardAt, cardRect, cardsInRect, cellAt, cellRect, contentRect } from '#shared/layout/find.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { doRectsOverlap, type Rect } from '#shared/layout/rect.ts'
import { LANE_KINDS } from '#shared/model/records/lane.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import { freeCard, type GridPlan, gridSnapshot, withCard } from '#tests/support/canvas-journey.ts'

const card = (id: string): CardId => id as CardId

const someGrid: fc.Arbitrary<GridPlan> = fc
  .record({
    stages: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 }),
    lanes: fc.array(fc.constantFrom(...LANE_KINDS), { minLength: 1, maxLength: 5 }),
    counts: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 20 }),
    titles: fc.array(fc.string({ maxLength: 200 }), { minLength: 1, maxLength: 10 }),
    scores: fc.array(fc.option(fc.double({ min: -2, max: 2, noNaN: true })), { minLength: 1, maxLength: 7 }),
    widths: fc.array(fc.integer({ min: 160, max: 720 }), { minLength: 1, maxLength: 5 }),
  })
  .map(({ stages, lanes, counts, titles, scores, widths }) => ({
    stages,
    lanes,
    stepWidth: (step) => widths[step % widths.length] ?? 232,
    cards: (step, lane) =>
      Array.from({ length: counts[(step * 7 + lane) % counts.length] ?? 0 }, (_, index) => {
        const score = scores[(step + index) % scores.length]
        const title = titles[(step + lane + index) % titles.length] ?? ''
        return typeof score === 'number' ? { title, score } : { title }
      }),
  }))

describe('layoutOf', () => {
  test('puts steps side by side under their stage, and keeps a stage without steps in sight', () => {
    const layout = layoutOf(gridSnapshot({ stages: [2, 0, 1], lanes: ['action'], cards: () => [] }))
    expect(layout.stages.map(({ x, width, columnCount }) => [x, width, columnCount])).toEqual([
      [0, 464, 2],
      [464, 200, 1],
      [664, 232, 1],
    ])
    expect(layout.columns.map(({ stepId, x }) => [stepId, x])).toEqual([
      ['step0', 0],
      ['step1', 232],
      [null, 464],
      ['step2', 664],
    ])
    expect(layout.width).toBe(896)
  })

  test('a row grows with its tallest cell, and pushes the rows below', () => {
    const short = gridSnapshot({ stages: [2], lanes: ['action', 'note'], cards: () => [{ title: 'Short' }] })
    const before = layoutOf(short)
    expect(before.rows.map((row) => row.height)).toEqual([96, 96])
    const after = layoutOf(withCard(short, 'card0', { title: 'word '.repeat(60) }), before)
    expect(after.rows[0]?.height).toBeGreaterThan(150)
    expect(after.rows[1]?.y).toBe(after.rows[0]?.height)
    expect(cardRect(after, card('card3'))?.y).toBe((after.rows[0]?.height ?? 0) + 14)
  })

  test('any journey: cards lie inside their cell and none overlaps another', () => {
    fc.assert(
      fc.property(someGrid, (plan) => {
        const snapshot = gridSnapshot(plan)
        const layout = layoutOf(snapshot)
        for (const [laneId, cells] of layout.cells)
          for (const [stepId, cell] of cells) {
            const column = layout.columnOfStep.get(stepId)
            const row = layout.rowOfLane.get(laneId)
            if (!column || !row) throw new Error('a cell without column or row')
            const rects = cell.items.map((item): Rect => {
              const rect = cardRect(layout, item.card.id)
              if (!rect) throw new Error('a placed card without rectangle')
              return rect
            })
            const around = cellRect({ column, row })
            rects.forEach((rect, index) => {
              expect(rect.x).toBeGreaterThanOrEqual(around.x)
              expect(rect.y).toBeGreaterThanOrEqual(around.y)
              expect(rect.x + rect.width).toBeLessThanOrEqual(around.x + around.width)
              expect(rect.y + rect.height).toBeLessThanOrEqual(around.y + around.height + 1e-6)
              for (const other of rects.slice(index + 1)) expect(doRectsOverlap(rect, other)).toBe(false)
            })
          }
      }),
      { numRuns: 60 },
    )
  })

  test('any journey: cellAt gives back the cell that a point was taken from', () => {
    fc.assert(
      fc.property(someGrid, fc.double({ min: 0, max: 0.999, noNaN: true }), (plan, share) => {
        const layout = layoutOf(gridSnapshot(plan))
        for (const column of layout.columns)
          for (const row of layout.rows) {
            const found = cellAt(layout, { x: column.x + column.width * share, y: row.y + row.height * share })
            expect(found).toEqual({ column, row })
          }
        expect(cellAt(layout, { x: -1, y: 5 })).toBeUndefined()
        expect(cellAt(layout, { x: layout.width, y: 5 })).toBeUndefined()
        expect(cellAt(layout, { x: 5, y: layout.height })).toBeUndefined()
      }),
      { numRuns: 60 },
    )
  })

  test('any journey: laid out step by step it comes out as laid out at once', () => {
    fc.assert(
      fc.property(someGrid, fc.nat(), fc.string({ maxLength: 300 }), (plan, pick, title) => {
        const snapshot = gridSnapshot(plan)
        const ids = [...snapshot.cards.keys()]
        const id = ids[pick % Math.max(1, ids.length)]
        if (!id) return
        const changed = withCard(snapshot, id, {
          title,
          place: { kind: 'cell', stepId: 'step0' as StepId, laneId: 'lane0' as LaneId, order: 'a5' },
        })
        const stepwise = layoutOf(changed, layoutOf(snapshot))
        const atOnce = layoutOf(changed)
        expect(stepwise.rows).toEqual(atOnce.rows)
        for (const other of changed.cards.keys()) expect(cardRect(stepwise, other)).toEqual(cardRect(atOnce, other))
      }),
      { numRuns: 60 },
    )
  })

  test('what did not change keeps its identity', () => {
    const plan: GridPlan = { stages: [3], lanes: ['action', 'note'], cards: () => [{ title: 'One' }, { title: 'Two' }] }
    const snapshot = gridSnapshot(plan)
    const before = layoutOf(snapshot)
    expect(layoutOf(snapshot, before)).toBe(before)
    const after = layoutOf(withCard(snapshot, 'card0', { title: 'Another' }), before)
    const cell = (layout: typeof before, lane: string, step: string) =>
      layout.cells.get(lane as LaneId)?.get(step as StepId)
    expect(cell(after, 'lane0', 'step0')).not.toBe(cell(before, 'lane0', 'step0'))
    expect(cell(after, 'lane0', 'step1')).toBe(cell(before, 'lane0', 'step1'))
    expect(after.cells.get('lane1' as LaneId)).toBe(before.cells.get('lane1' as LaneId))
    expect(after.columns).toBe(before.columns)
    expect(after.rows).toBe(before.rows)
  })

  test('a deleted card leaves its cell, and a card whose step is gone has no place', () => {
    const snapshot = gridSnapshot({ stages: [2], lanes: ['action'], cards: () => [{}] })
    const before = layoutOf(snapshot)
    const without = new Map(snapshot.cards)
    without.delete(card('card0'))
    expect(cardRect(layoutOf({ ...snapshot, cards: without }, before), card('card0'))).toBeUndefined()
    expect(layoutOf({ ...snapshot, cards: without }, before).cells.get('lane0' as LaneId)?.size).toBe(1)
    const steps = new Map(snapshot.steps)
    steps.delete('step1' as StepId)
    const after = layoutOf({ ...snapshot, steps }, before)
    expect(cardRect(after, card('card1'))).toBeUndefined()
    expect(cardRect(after, card('card0'))).toBeDefined()
  })

  test('a touchpoint that is bound to events has room for its readings', () => {
    const snapshot = gridSnapshot({ stages: [1], lanes: ['touchpoint'], cards: () => [{ title: 'Call' }] })
    const before = layoutOf(snapshot)
    const bindings = new Map([['card0', {} as never]])
    const after = layoutOf({ ...snapshot, bindings }, before)
    const height = (layout: typeof before) => cardRect(layout, card('card0'))?.height ?? 0
    expect(height(after)).toBe(height(before) + 30)
    expect(height(layoutOf(snapshot, after))).toBe(height(before))
  })

  test('finds cards in a rectangle and at a point, free ones too and on top', () => {
    const snapshot = gridSnapshot({
      stages: [3],
      lanes: ['action', 'note'],
      cards: (step, lane) => (step === 0 && lane === 1 ? [{}, freeCard(15, 110)] : [{}]),
    })
    const layout = layoutOf(snapshot)
    const ids = (area: Rect) => cardsInRect(layout, area).map((found) => found.card.place.kind)
    expect(ids({ x: 0, y: 0, width: 300, height: 90 })).toEqual(['cell', 'cell'])
    expect(ids({ x: 0, y: 100, width: 100, height: 50 })).toEqual(['cell', 'free'])
    expect(ids({ x: -500, y: -500, width: 100, height: 100 })).toEqual([])
    expect(cardAt(layout, { x: 20, y: 115 })?.card.place.kind).toBe('free')
    expect(cardAt(layout, { x: 14.5, y: 112 })?.card.place.kind).toBe('cell')
    expect(cardAt(layout, { x: 3, y: 3 })).toBeUndefined()
    expect(contentRect(layout)).toEqual({ x: -168, y: -84, width: 168 + 696, height: 84 + 250 })
  })

  test('a lane keeps room above its cards for links that jump, and below for links that lead back', () => {
    const snapshot = gridSnapshot({ stages: [3], lanes: ['touchpoint', 'action'], cards: () => [{ title: 'Call' }] })
    const link = (from: string, to: string, label = '') =>
      new Map([['l', { id: 'l', label, fromCardId: card(from), toCardId: card(to) }]]) as never
    expect(cardRect(layoutOf({ ...snapshot, links: link('card0', 'card2', 'calls') }), card('card0'))?.y).toBe(36)
    const [plain, next, jump, back] = [
      snapshot,
      { ...snapshot, links: link('card0', 'card2') },
      { ...snapshot, links: link('card0', 'card4') },
      { ...snapshot, links: link('card4', 'card0') },
    ].map((one) => layoutOf(one))
    const y = (layout: typeof plain) => layout && cardRect(layout, card('card0'))?.y
    expect([y(plain), y(next), y(jump), y(back)]).toEqual([14, 14, 21, 14])
    expect([plain, next, jump, back].map((layout) => layout?.rows[0]?.height)).toEqual([96, 96, 96, 96])
    const tall = withCard(snapshot, 'card0', { title: 'word '.repeat(60) })
    const grown = layoutOf({ ...tall, links: link('card4', 'card0') })
    expect(grown.rows[0]?.height).toBe((layoutOf(tall).rows[0]?.height ?? 0) + 7)
    const stepwise = layoutOf({ ...snapshot, links: link('card0', 'card4') }, layoutOf(snapshot))
    expect(y(stepwise)).toBe(21)
    expect(stepwise.cells.get('lane1' as LaneId)).toBeDefined()
  })

  test('lays out 20,000 cards quickly, and one changed card at once', () => {
    const snapshot = gridSnapshot({
      stages: [100, 100],
      lanes: ['touchpoint', 'action', 'thought', 'pain-point', 'note', 'opportunity', 'note', 'note', 'note', 'note'],
      cards: (step, lane) =>
        Array.from({ length: 10 }, (_, index) => ({ title: `Card ${step} ${lane} ${index} with some words to wrap` })),
    })
    expect(snapshot.cards.size).toBe(20_000)
    const start = performance.now()
    const layout = layoutOf(snapshot)
    const first = performance.now()
    const again = layoutOf(withCard(snapshot, 'card777', { title: 'Changed' }), layout)
    const second = performance.now()
    console.log(`20,000 cards: ${(first - start).toFixed(0)} ms, one changed: ${(second - first).toFixed(1)} ms`)
    expect(again.rows.length).toBe(10)
    expect(first - start).toBeLessThan(2_000)
    expect(second - first).toBeLessThan(200)
  }, 60_000)
})
