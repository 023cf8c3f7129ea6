import { describe, expect, test } from 'vitest'
import { distanceToLink, linkPath } from '#shared/layout/link-path.ts'

const card = (x: number, y = 0) => ({ x, y, width: 200, height: 60 })

describe('linkPath', () => {
  test('runs level from side to side between neighbours', () => {
    const { from, to, angle } = linkPath(card(0), card(230, 20))
    expect([from, to]).toEqual([
      { x: 200, y: 40 },
      { x: 230, y: 40 },
    ])
    expect(angle).toBeCloseTo(0)
  })

  test('jumps over other cards above them, also to make room for a label, and leads back below', () => {
    expect(linkPath(card(0), card(700)).middle.y).toBeLessThan(0)
    expect(linkPath(card(0), card(230), true).middle.y).toBeLessThan(0)
    expect(linkPath(card(700), card(0)).middle.y).toBeGreaterThan(60)
    // Within the room that the lane keeps free.
    expect(linkPath(card(0), card(9_000)).middle.y).toBeGreaterThanOrEqual(-30)
  })

  test('goes from edge to edge within a column', () => {
    const { from, to } = linkPath(card(0), card(10, 200))
    expect([from.y, to.y]).toEqual([60, 200])
    expect(linkPath(card(0, 200), card(10)).to.y).toBe(60)
  })

  test('is hit on its line and missed beside it', () => {
    const path = linkPath(card(0), card(700))
    expect(distanceToLink(path.middle, path)).toBeLessThan(2)
    expect(distanceToLink({ x: path.middle.x, y: path.middle.y - 40 }, path)).toBeGreaterThan(20)
  })
})
