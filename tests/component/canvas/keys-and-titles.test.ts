import { describe, expect, test, vi } from 'vitest'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { setText } from '#shared/model/commands/set-text.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { bandsFor, hasSameTitles } from '#src/canvas/bands.ts'
import { createDragOffsets, SELF } from '#src/canvas/drag-offsets.ts'
import { laneInsertion, stageInsertion, stepInsertion } from '#src/canvas/headers/insertion.ts'
import {
  jumped,
  LANES_COLUMN,
  nearestPosition,
  STAGES_ROW,
  STEPS_ROW,
  walked,
} from '#src/canvas/keyboard/grid-position.ts'
import { flowWidth } from '#src/canvas/links/link-flows.ts'
import { throttled } from '#src/editor/throttled.ts'
import { viewportFor, viewportToReveal, zoomedViewport } from '#src/canvas/view.ts'
import { gridSnapshot } from '#tests/support/canvas-journey.ts'
import { openSmallJourney } from '#tests/support/editor-render.tsx'

const layout = layoutOf(
  gridSnapshot({ stages: [2, 0, 1], lanes: ['action', 'note'], cards: (step) => (step === 0 ? [{}, {}] : []) }),
)

describe('walking by keys', () => {
  const at = (column: number, row: number, index = 0) => ({ column, row, index })
  test('goes card by card within a cell, then to the next cell', () => {
    expect(walked(layout, at(0, 0), 'down')).toEqual(at(0, 0, 1))
    expect(walked(layout, at(0, 0, 1), 'down')).toEqual(at(0, 1, 0))
    expect(walked(layout, at(0, 1), 'up')).toEqual(at(0, 0, 1))
    expect(walked(layout, at(0, 0, 1), 'right')).toEqual(at(1, 0))
  })
  test('goes along the lanes card by card, and on in the next lane', () => {
    expect(walked(layout, at(3, 0), 'next')).toEqual(at(0, 1))
    expect(walked(layout, at(0, 1), 'previous')).toEqual(at(3, 0))
    expect(walked(layout, at(3, 1), 'next')).toBeUndefined()
  })
  test('passes over a stage without steps, and stops at the last step', () => {
    expect(walked(layout, at(1, 0), 'right')).toEqual(at(3, 0))
    expect(walked(layout, at(3, 0), 'left')).toEqual(at(1, 0))
    expect(walked(layout, at(3, 1), 'right')).toBeUndefined()
  })
  test('goes up to the titles of step and stage, and left to that of the lane', () => {
    expect(walked(layout, at(1, 0), 'up')).toEqual(at(1, STEPS_ROW))
    expect(walked(layout, at(1, STEPS_ROW), 'up')).toEqual(at(0, STAGES_ROW))
    expect(walked(layout, at(0, STAGES_ROW), 'right')).toEqual(at(2, STAGES_ROW))
    expect(walked(layout, at(2, STAGES_ROW), 'down')).toEqual(at(2, STEPS_ROW))
    expect(walked(layout, at(2, STEPS_ROW), 'down')).toBeUndefined()
    expect(walked(layout, at(0, STEPS_ROW), 'down')).toEqual(at(0, 0))
    expect(walked(layout, at(0, 1), 'left')).toEqual(at(LANES_COLUMN, 1))
    expect(walked(layout, at(LANES_COLUMN, 1), 'up')).toEqual(at(LANES_COLUMN, 0))
    expect(walked(layout, at(LANES_COLUMN, 1), 'right')).toEqual(at(0, 1))
  })
  test('goes from the cell itself to its first card', () => {
    expect(walked(layout, at(0, 0, -1), 'down')).toEqual(at(0, 0, 0))
    expect(walked(layout, at(1, 0, -1), 'down')).toEqual(at(1, 1, 0))
  })
  test('steps over cards that a filter hides', () => {
    const [hidden] = layout.snapshot.cards.values()
    const filtered = { ...layout, isSeen: (card: object) => card !== hidden }
    expect(walked(filtered, at(0, 0, -1), 'down')).toEqual(at(0, 0, 0))
    expect(walked(filtered, at(0, 0, 0), 'down')).toEqual(at(0, 1, 0))
  })
  test('jumps to the ends of the row and of the grid, and by pages', () => {
    expect(jumped(layout, at(1, 1), 'row-start', 1)).toEqual(at(0, 1))
    expect(jumped(layout, at(0, STAGES_ROW), 'row-end', 1)).toEqual(at(3, STAGES_ROW))
    expect(jumped(layout, at(1, 0), 'grid-end', 1)).toEqual(at(3, 1))
    expect(jumped(layout, at(3, 1), 'grid-start', 1)).toEqual(at(0, 0))
    expect(jumped(layout, at(1, 0), 'page-down', 5)).toEqual(at(1, 1))
    expect(jumped(layout, at(1, 1), 'page-down', 5)).toBeUndefined()
  })
  test('finds the nearest place when the one where the keys were is gone', () => {
    expect(nearestPosition(layout, at(9, 7, 4))).toEqual(at(3, 1))
    expect(nearestPosition(layout, at(2, 0))).toEqual(at(1, 0))
    expect(nearestPosition(layout, at(9, STAGES_ROW))).toEqual(at(3, STAGES_ROW))
    expect(nearestPosition(layout, at(LANES_COLUMN, 9))).toEqual(at(LANES_COLUMN, 1))
  })
})

describe('dragging titles', () => {
  test('a stage goes to the nearest gap, counted without itself', () => {
    const place = (x: number) => stageInsertion(layout, 'stage0' as StageId, x)
    expect(place(10)).toEqual({ index: 0, at: 0 })
    expect(place(460)).toEqual({ index: 0, at: 464 })
    expect(place(660)).toEqual({ index: 1, at: 664 })
    expect(place(5_000)).toEqual({ index: 2, at: 896 })
  })
  test('a step may go to another stage, also to one without steps', () => {
    const place = (x: number) => stepInsertion(layout, 'step0' as StepId, x)
    expect(place(400)).toEqual({ stageId: 'stage0', index: 1, at: 464 })
    expect(place(500)).toEqual({ stageId: 'stage1', index: 0, at: 464 })
    expect(place(880)).toEqual({ stageId: 'stage2', index: 1, at: 896 })
  })
  test('a lane goes up and down', () => {
    expect(laneInsertion(layout, 'lane1' as LaneId, 5)).toEqual({ index: 0, at: 0 })
    expect(laneInsertion(layout, 'lane0' as LaneId, 5_000)).toEqual({ index: 1, at: layout.height })
  })
})

describe('the viewport', () => {
  const view = { x: 0, y: 0, zoom: 1, width: 1_000, height: 600 }
  const insets = { left: 100, top: 50, right: 0, bottom: 50 }
  test('fits an area between the insets, in the middle', () => {
    expect(viewportFor(view, { x: 0, y: 0, width: 1_800, height: 100 }, insets)).toEqual({ zoom: 0.5, x: 100, y: 275 })
  })
  test('moves no more than is needed to show an area', () => {
    expect(viewportToReveal(view, { x: 200, y: 200, width: 50, height: 50 }, insets)).toBeUndefined()
    expect(viewportToReveal(view, { x: 980, y: 20, width: 50, height: 50 }, insets)).toEqual({ zoom: 1, x: -30, y: 30 })
  })
  test('zooms around a point and within its limits', () => {
    expect(zoomedViewport(view, 2, { x: 100, y: 100 })).toEqual({ zoom: 2, x: -100, y: -100 })
    expect(zoomedViewport(view, 99, { x: 0, y: 0 }).zoom).toBe(3)
  })
  test('titles sit at the grid while it is in view, and stick to the edge when it is not', () => {
    expect(bandsFor({ ...view, x: 300, y: 200 }, layout, false)).toMatchObject({ left: 136, top: 124 })
    expect(bandsFor({ ...view, x: -100, y: -40 }, layout, false)).toMatchObject({ left: 0, top: 0 })
    expect(bandsFor({ ...view, x: 300, y: -5_000 }, layout, false).top).toBeLessThan(-4_000)
  })
})

describe('small things', () => {
  test('one’s own drag goes before someone else’s of the same card', () => {
    const offsets = createDragOffsets()
    const heard = vi.fn()
    offsets.subscribe(heard)
    offsets.set('peer 1', ['a', 'b'], 5, 5)
    offsets.set(SELF, ['a'], 9, 0)
    expect([offsets.get('a'), offsets.get('b')?.isOther]).toMatchObject([{ dx: 9, dy: 0, isOther: false }, true])
    offsets.clear(SELF)
    offsets.clear(SELF)
    expect(offsets.get('a')?.dx).toBe(5)
    expect(heard).toHaveBeenCalledTimes(3)
  })
  test('a card hears of a drag only when it moves, and who lists what is dragged only when that is something else', () => {
    const offsets = createDragOffsets()
    const [a, b, ids] = [vi.fn(), vi.fn(), vi.fn()]
    const stop = offsets.subscribeCard('a', a)
    offsets.subscribeCard('b', b)
    offsets.subscribeIds(ids)
    const heard = (): number[] => [a, b, ids].map((listener) => listener.mock.calls.length)
    offsets.set(SELF, ['a'], 1, 0)
    offsets.set(SELF, ['a'], 2, 0)
    expect(heard()).toEqual([2, 0, 1])
    offsets.set(SELF, ['b'], 3, 0)
    expect(heard()).toEqual([3, 1, 2])
    offsets.clear(SELF)
    offsets.clear(SELF)
    expect(heard()).toEqual([3, 2, 3])
    stop()
    offsets.set(SELF, ['a', 'b'], 1, 1)
    expect(heard()).toEqual([3, 3, 4])
  })
  test('a throttled call is made at once, then no more often than allowed, and the last is not lost', () => {
    vi.useFakeTimers()
    const call = vi.fn()
    const slow = throttled(30, call)
    for (const value of [1, 2, 3]) slow(value)
    expect(call.mock.calls).toEqual([[1]])
    vi.advanceTimersByTime(31)
    expect(call.mock.calls).toEqual([[1], [3]])
    slow(4)
    slow.cancel()
    vi.advanceTimersByTime(100)
    expect(call).toHaveBeenCalledTimes(2)
    vi.useRealTimers()
  })
  test('a link is as wide as its flow', () => {
    expect(flowWidth(0, 100)).toBe(1.5)
    expect(flowWidth(100, 100)).toBe(14)
    expect(flowWidth(50, 100)).toBeCloseTo(7.75)
  })
})

test('titles stay as they are while something is typed in a card, until its row grows', () => {
  const { editor, small } = openSmallJourney()
  const [id] = small.cards
  let last = layoutOf(editor.getSnapshot())
  const staysWith = (change: Parameters<typeof setText>[1]): boolean => {
    const before = last
    editor.run(setText, change)
    last = layoutOf(editor.getSnapshot(), before)
    return hasSameTitles(before, last)
  }
  expect(staysWith({ root: 'cards', id, field: 'title', text: 'Other' })).toBe(true)
  expect(staysWith({ root: 'cards', id, field: 'details', text: 'long '.repeat(400) })).toBe(false)
  expect(staysWith({ root: 'stages', id: small.stages[0], field: 'title', text: 'Other' })).toBe(false)
  editor.close()
})
