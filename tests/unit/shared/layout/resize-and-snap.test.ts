import { describe, expect, it } from 'vitest'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { type Handle, resizedRect, scaledRect } from '#shared/layout/resize-rect.ts'
import { guidesThrough, snapLines, snapMove, snapResize } from '#shared/layout/snap.ts'
import { freeCard, gridSnapshot } from '#tests/support/canvas-journey.ts'

const start = { x: 100, y: 50, width: 200, height: 100 }
const rules = { keepsRatio: false, isFromCenter: false, least: { x: 0.1, y: 0.1 }, most: { x: 10, y: 10 } }
const edges = ({ x, y, width, height }: typeof start) =>
  [x, y, x + width, y + height].map((value) => Math.round(value * 1_000) / 1_000)

describe('resizedRect', () => {
  it.each<[Handle, number[]]>([
    ['nw', [110, 70, 300, 150]],
    ['n', [100, 70, 300, 150]],
    ['ne', [100, 70, 310, 150]],
    ['e', [100, 50, 310, 150]],
    ['se', [100, 50, 310, 170]],
    ['s', [100, 50, 300, 170]],
    ['sw', [110, 50, 300, 170]],
    ['w', [110, 50, 300, 150]],
  ])('by %s moves its own sides only', (handle, expected) => {
    expect(edges(resizedRect(start, handle, { x: 10, y: 20 }, rules))).toEqual(expected)
  })

  it('keeps the ratio: a corner goes as far as the pointer does, a side grows both ways across', () => {
    const kept = { ...rules, keepsRatio: true }
    expect(edges(resizedRect(start, 'se', { x: 20, y: 50 }, kept))).toEqual([100, 50, 400, 200])
    expect(edges(resizedRect(start, 'e', { x: 100, y: 999 }, kept))).toEqual([100, 25, 400, 175])
  })

  it('grows from its middle', () => {
    expect(edges(resizedRect(start, 'e', { x: 10, y: 0 }, { ...rules, isFromCenter: true }))).toEqual([
      90, 50, 310, 150,
    ])
  })

  it('is never turned over and ends at its limits', () => {
    expect(edges(resizedRect(start, 'w', { x: 900, y: 0 }, rules))).toEqual([280, 50, 300, 150])
    expect(resizedRect(start, 'se', { x: 9_999, y: 0 }, { ...rules, keepsRatio: true }).height).toBe(1_000)
  })

  it('scales what lies in it', () => {
    const to = { x: 0, y: 0, width: 100, height: 300 }
    expect(scaledRect({ x: 150, y: 75, width: 20, height: 10 }, start, to)).toEqual({
      x: 25,
      y: 75,
      width: 10,
      height: 30,
    })
  })
})

const snapshot = gridSnapshot({
  stages: [1],
  lanes: ['note'],
  stepWidth: () => 300,
  cards: () => [
    { ...freeCard(500, 1_000), id: 'other' as never },
    { ...freeCard(9_000, 9_000), id: 'away' as never },
  ],
})
const layout = layoutOf(snapshot)
const area = { x: -100, y: -100, width: 2_000, height: 2_000 }
const lines = snapLines(layout, area, new Set())

describe('snapping', () => {
  it('knows edges and middles of cards in view and of the grid', () => {
    const at = (all: readonly { at: number }[]) => all.map((line) => line.at)
    expect(at(lines.x)).toEqual([500, 610, 720, 0, 150, 300])
    expect(at(lines.y).slice(0, 3)).toEqual([1_000, 1_070, 1_140])
    expect(at(snapLines(layout, area, new Set(['other'])).x)).toEqual([0, 150, 300])
  })

  it('moves to the nearest line, each way by itself, and not from afar', () => {
    const box = { x: 504, y: 700, width: 100, height: 100 }
    expect(snapMove(box, lines, 6)).toEqual({ dx: -4, dy: 0 })
    expect(snapMove({ ...box, x: 613 }, lines, 6)).toEqual({ dx: -3, dy: 0 })
    expect(snapMove({ ...box, x: 507 }, lines, 6)).toEqual({ dx: 3, dy: 0 })
    expect(snapMove({ ...box, x: 530 }, lines, 6)).toEqual({ dx: 0, dy: 0 })
  })

  it('draws one guide around all that lie in line', () => {
    expect(guidesThrough({ x: 500, y: 700, width: 100, height: 100 }, lines)).toEqual([
      { axis: 'x', at: 500, from: 700, to: 1_140 },
    ])
    expect(guidesThrough({ x: 400, y: 700, width: 37, height: 100 }, lines)).toEqual([])
  })

  it('resizes to a line; with the ratio kept to the nearer one', () => {
    const box = { x: 300, y: 900, width: 100, height: 50 }
    const edge = snapResize(box, 'e', { x: 97, y: 0 }, rules, lines, 6)
    expect(edges(edge)).toEqual([300, 900, 500, 950])
    const kept = snapResize(box, 'se', { x: 98, y: 0 }, { ...rules, keepsRatio: true }, lines, 6)
    expect(edges(kept)).toEqual([300, 900, 500, 1_000])
    expect(edges(snapResize(box, 'e', { x: 80, y: 0 }, rules, lines, 6))).toEqual([300, 900, 480, 950])
  })
})
