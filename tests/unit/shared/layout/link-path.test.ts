import { describe, expect, test } from 'vitest'
import { distanceToLink, freeLinkPath, linkPieces, pathOf } from '#shared/layout/link-path.ts'

const card = (x: number, y = 0) => ({ x, y, width: 200, height: 60 })

describe('a link beside the grid', () => {
  test('runs from side to side, or from edge to edge when one card lies above the other', () => {
    const level = freeLinkPath(card(0), card(400, 20))
    expect([level.points[0], level.points.at(-1)]).toEqual([
      { x: 200, y: 30 },
      { x: 400, y: 50 },
    ])
    expect(level.angle).toBeCloseTo(0)
    const up = freeLinkPath(card(10, 300), card(0))
    expect([up.points[0]?.y, up.points.at(-1)?.y]).toEqual([300, 60])
    expect(up.angle).toBeCloseTo(-Math.PI / 2)
  })

  test('is hit on its line and missed beside it', () => {
    const path = freeLinkPath(card(0), card(700))
    expect(distanceToLink(path.middle, path)).toBeLessThan(2)
    expect(distanceToLink({ x: path.middle.x, y: path.middle.y - 40 }, path)).toBeGreaterThan(20)
  })
})

test('corners are rounded by no more than half of the shorter side', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 50, y: 0 },
    { x: 50, y: 6 },
    { x: 90, y: 6 },
  ]
  const pieces = linkPieces(pathOf(points, { x: 50, y: 3 }, 100))
  expect(pieces.map(({ to }) => to)).toEqual([
    { x: 47, y: 0 },
    { x: 50, y: 3 },
    { x: 50, y: 3 },
    { x: 53, y: 6 },
    { x: 90, y: 6 },
  ])
})
