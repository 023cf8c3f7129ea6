import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cardAt, cardRect, cardsInRect, foldedRect } from '#shared/layout/find.ts'
import { foldedCellKey, foldedCounts } from '#shared/layout/folded.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { doRectsOverlap } from '#shared/layout/rect.ts'
import { FOLDED_COLUMN_PX, FOLDED_ROW_PX } from '#shared/layout/sizes.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { gridSnapshot, withCard } from '#tests/support/canvas-journey.ts'

const card = (id: string): CardId => id as CardId
const lane = (index: number): LaneId => `lane${index}` as LaneId
const step = (index: number): StepId => `step${index}` as StepId

/** The journey with records folded away, as a command would leave it. */
function folded(snapshot: JourneySnapshot, ...ids: readonly string[]): JourneySnapshot {
  const fold = <Key extends string, Value>(records: ReadonlyMap<Key, Value>): ReadonlyMap<Key, Value> =>
    ids.some((id) => records.has(id as Key))
      ? new Map([...records].map(([id, one]) => [id, ids.includes(id) ? { ...one, isCollapsed: true } : one]))
      : records
  return { ...snapshot, stages: fold(snapshot.stages), steps: fold(snapshot.steps), lanes: fold(snapshot.lanes) }
}

/** Two stages with two steps each; a card in every cell of two lanes: card0 and card1 in the first step, and so on. */
const journey = () => gridSnapshot({ stages: [2, 2], lanes: ['action', 'thought'], cards: () => [{ title: 'One' }] })

const wide = (
  snapshot: JourneySnapshot,
  id: string,
  stepIndex: number,
  laneIndex: number,
  span: number,
  order = 'a0',
) =>
  withCard(snapshot, id, {
    place: { kind: 'cell', stepId: step(stepIndex), laneId: lane(laneIndex), order, span },
  })

const expectSame = (a: JourneyLayout, b: JourneyLayout): void => {
  expect(a.rows).toEqual(b.rows)
  expect(a.columns).toEqual(b.columns)
  for (const id of a.snapshot.cards.keys()) expect(cardRect(a, id)).toEqual(cardRect(b, id))
}

describe('folding', () => {
  test('a folded stage is one thin column; its cards have no rectangle and are counted', () => {
    const open = journey()
    const layout = layoutOf(folded(open, 'stage0'), layoutOf(open))
    expect(layout.columns.map(({ stepId, fold, width }) => [stepId, fold, width])).toEqual([
      [null, 'stage', FOLDED_COLUMN_PX],
      ['step2', null, 232],
      ['step3', null, 232],
    ])
    expect(cardRect(layout, card('card0'))).toBeUndefined()
    expect(cardsInRect(layout, { x: 0, y: 0, width: FOLDED_COLUMN_PX, height: layout.height })).toEqual([])
    expect(cardAt(layout, { x: 20, y: 30 })).toBeUndefined()
    expect(foldedRect(layout, card('card2'))).toEqual({ x: 0, y: 0, width: FOLDED_COLUMN_PX, height: 96 })
    expect(foldedCounts(layout).ofColumn.get(0)).toBe(4)
    expectSame(layoutOf(open, layout), layoutOf(open))
  })

  test('a folded step and a folded lane keep their place, thin and empty, with a count in each cell', () => {
    const layout = layoutOf(folded(journey(), 'step1', 'lane0'))
    expect(layout.columns[1]).toMatchObject({ stepId: 'step1', fold: 'step', width: FOLDED_COLUMN_PX })
    expect(layout.rows[0]).toMatchObject({ height: FOLDED_ROW_PX, isCollapsed: true })
    expect(cardRect(layout, card('card1'))).toBeDefined()
    expect([...layout.snapshot.cards.keys()].filter((id) => cardRect(layout, id))).toHaveLength(3)
    const { ofLane, ofColumn, ofCell } = foldedCounts(layout)
    expect([ofLane.get(lane(0)), ofColumn.get(1), ofCell.get(foldedCellKey(0, lane(0)))]).toEqual([4, 2, 1])
  })

  test('a card that is changed inside what is folded away stays away', () => {
    const before = layoutOf(folded(journey(), 'step0', 'lane1'))
    const after = layoutOf(withCard(before.snapshot, 'card0', { title: 'word '.repeat(50) }), before)
    expectSame(after, layoutOf(after.snapshot))
    expect(after.rows).toBe(before.rows)
  })
})

describe('cards that reach over steps', () => {
  test('it is as wide as its columns, and the cards of the covered cells stand below it', () => {
    const layout = layoutOf(wide(journey(), 'card0', 0, 0, 3))
    const rect = cardRect(layout, card('card0'))
    expect(rect).toMatchObject({ x: 14, y: 14, width: 3 * 232 - 28 })
    for (const id of ['card2', 'card4']) expect(cardRect(layout, card(id))?.y).toBe(14 + (rect?.height ?? 0) + 8)
    expect(cardRect(layout, card('card6'))?.y).toBe(14)
    // Found at its far end, where its own cell is not.
    expect(cardAt(layout, { x: 2.5 * 232, y: 20 })?.card.id).toBe('card0')
    const right = cardsInRect(layout, { x: 2 * 232 + 5, y: 5, width: 50, height: 20 })
    expect(right.map((one) => one.card.id)).toEqual(['card0'])
  })

  test('what reaches beyond the last column is cut, and over a folded stage it counts all of its steps', () => {
    expect(cardRect(layoutOf(wide(journey(), 'card4', 2, 0, 50)), card('card4'))?.width).toBe(2 * 232 - 28)
    const over = layoutOf(folded(wide(journey(), 'card0', 0, 0, 4), 'stage1'))
    expect(cardRect(over, card('card0'))?.width).toBe(2 * 232 + FOLDED_COLUMN_PX - 28)
  })

  test('a lane with a wide card lays out again only what the change moves', () => {
    const before = layoutOf(wide(journey(), 'card0', 0, 0, 2))
    const after = layoutOf(withCard(before.snapshot, 'card6', { title: 'word '.repeat(50) }), before)
    const cell = (layout: JourneyLayout, index: number) => layout.cells.get(lane(0))?.get(step(index))
    for (const index of [0, 1, 2]) expect(cell(after, index)).toBe(cell(before, index))
    expect(cell(after, 3)).not.toBe(cell(before, 3))
    expectSame(after, layoutOf(after.snapshot))
  })

  test('any spans, changed one by one: nothing overlaps, and it comes out as laid out at once', () => {
    const change = fc.record({
      card: fc.nat({ max: 11 }),
      step: fc.nat({ max: 5 }),
      span: fc.integer({ min: 1, max: 7 }),
      order: fc.constantFrom('a0', 'a1', 'a2', 'a3'),
      words: fc.nat({ max: 40 }),
    })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        let snapshot = gridSnapshot({ stages: [2, 3, 1], lanes: ['action'], cards: () => [{}, {}] })
        let layout = layoutOf(snapshot)
        for (const { card: index, step: to, span, order, words } of changes) {
          snapshot = withCard(wide(snapshot, `card${index}`, to, 0, span, order), `card${index}`, {
            title: 'word '.repeat(words),
          })
          layout = layoutOf(snapshot, layout)
          expectSame(layout, layoutOf(snapshot))
        }
        const rects = [...snapshot.cards.keys()].flatMap((id) => cardRect(layout, id) ?? [])
        rects.forEach((rect, index) => {
          for (const other of rects.slice(index + 1)) expect(doRectsOverlap(rect, other)).toBe(false)
          expect(rect.y + rect.height).toBeLessThanOrEqual(layout.height)
        })
      }),
      { numRuns: 80 },
    )
  })

  test('folding every stage leaves no card', () => {
    const ids = [...journey().stages.keys()] satisfies StageId[]
    expect([...layoutOf(folded(journey(), ...ids)).cells.values()].flatMap((cells) => [...cells])).toEqual([])
  })
})
