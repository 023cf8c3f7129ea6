import { describe, expect, test } from 'vitest'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { cardNodes, type Detail, detailFor, isCoarser, isFarView, tilesInView } from '#src/canvas/card-window.ts'
import { gridSnapshot, withCard } from '#tests/support/canvas-journey.ts'

const view = { x: 0, y: 0, zoom: 1, width: 1_440, height: 900 }
const snapshot = gridSnapshot({ stages: [60], lanes: ['action', 'note'], cards: () => [{ title: 'One' }, {}] })
const layout = layoutOf(snapshot)

describe('the cards that are mounted', () => {
  test('are those of the tiles that the view touches', () => {
    const area = tilesInView(view)
    expect(area).toEqual({ x: 0, y: 0, width: 1_920, height: 960 })
    const nodes = cardNodes(layout, area, [], [])
    expect(nodes.length).toBe(9 * 2 * 2)
    expect(tilesInView({ ...view, x: -100, y: -40 })).toEqual(area)
    expect(tilesInView({ ...view, x: -1_000 }).x).toBe(960)
    expect(tilesInView({ ...view, zoom: 0.5 }).width).toBe(3_840)
  })

  test('stay the same objects while nothing about them changes', () => {
    const area = tilesInView(view)
    const before = cardNodes(layout, area, [], [])
    expect(cardNodes(layout, area, [], before)).toBe(before)
    const after = cardNodes(layoutOf(withCard(snapshot, 'card0', { title: 'Other' }), layout), area, [], before)
    const isSame = (id: string): boolean =>
      after.find((node) => node.id === id) === before.find((node) => node.id === id)
    expect(after).not.toBe(before)
    expect(isSame('card0')).toBe(false)
    expect(isSame('card2')).toBe(true)
  })

  test('come a few at a time when asked to, the pinned ones always, and those that are there stay', () => {
    const area = tilesInView(view)
    const first = cardNodes(layout, area, ['card200'], [], 5)
    expect(first.length).toBe(6)
    const second = cardNodes(layout, area, ['card200'], first, 5)
    expect(second.length).toBe(11)
    expect(first.every((node) => second.includes(node))).toBe(true)
    expect(cardNodes(layout, area, ['card200'], second, 0)).toBe(second)
  })

  test('keep those that are edited or dragged, wherever they are, and nothing else from far', () => {
    expect(cardNodes(layout, undefined, ['card200', 'gone'], []).map((node) => node.id)).toEqual(['card200'])
  })

  test('small journeys stay readable for longer, and the border does not flicker', () => {
    const at = (zoom: number, cards: number, wasFar: boolean) => isFarView({ ...view, zoom }, cards, wasFar)
    expect([at(0.3, 5_000, false), at(0.3, 100, false), at(0.1, 100, false)]).toEqual([true, false, true])
    expect([at(0.35, 5_000, false), at(0.35, 5_000, true), at(0.4, 5_000, true)]).toEqual([false, true, false])
  })

  test('cards become titles, then colours, then a heat map, and the borders do not flicker', () => {
    const at = (zoom: number, before: Detail) => detailFor({ ...view, zoom }, 5_000, before)
    expect([1, 0.3, 0.15, 0.05].map((zoom) => at(zoom, 'full'))).toEqual(['full', 'titles', 'colours', 'heat'])
    expect([1, 0.3, 0.15, 0.05].map((zoom) => at(zoom, 'heat'))).toEqual(['full', 'titles', 'colours', 'heat'])
    expect([at(0.125, 'colours'), at(0.125, 'heat')]).toEqual(['colours', 'heat'])
    expect([at(0.23, 'titles'), at(0.23, 'colours')]).toEqual(['titles', 'colours'])
    expect([isCoarser('heat', 'titles'), isCoarser('full', 'titles'), isCoarser('heat', 'heat')]).toEqual([
      true,
      false,
      false,
    ])
  })
})
