import { expect, test } from 'vitest'
import { contentRect } from '#shared/layout/find.ts'
import type { Rect } from '#shared/layout/rect.ts'
import { addLink } from '#shared/model/commands/add-link.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { SELF } from '#src/canvas/drag-offsets.ts'
import { linkPathIn, linkShapes } from '#src/canvas/links/link-shapes.ts'
import { canvasCore } from '#tests/support/canvas-core.ts'

/** Every card of five steps and three lanes linked to the next ones, near and far. */
function linkedJourney() {
  const core = canvasCore({ stages: [3, 2], lanes: ['action', 'thought', 'goal'], cards: () => [{}, {}] })
  const ids = [...core.scene.get().snapshot.cards.keys()]
  for (const [index, fromCardId] of ids.entries())
    for (const step of [1, 4, 13]) {
      const toCardId = ids[(index + step) % ids.length]
      if (toCardId) core.editor.run(addLink, { fromCardId, toCardId })
    }
  return core
}

const touches = (a: Rect, b: Rect): boolean =>
  a.x <= b.x + b.width && a.x + a.width >= b.x && a.y <= b.y + b.height && a.y + a.height >= b.y

test('in an area are exactly the links that touch it, in the order of the journey', () => {
  const { scene } = linkedJourney()
  const layout = scene.get()
  const whole = contentRect(layout)
  for (const [left, top] of [0, 0.3, 0.7].flatMap((x) => [0, 0.4, 0.8].map((y) => [x, y] as const))) {
    const area = { x: whole.x + whole.width * left, y: whole.y + whole.height * top, width: 300, height: 200 }
    const expected = [...layout.snapshot.links.values()].filter((link) => {
      const path = linkPathIn(layout, link)
      return path && touches(path.bounds, area)
    })
    expect(linkShapes(layout, area).map(({ link }) => link)).toEqual(expected)
  }
})

test('the links of a card that is dragged follow it, out of an area and into one', () => {
  const { scene, offsets } = linkedJourney()
  const layout = scene.get()
  const whole = contentRect(layout)
  const far = { x: whole.width + 4_000, y: 0, width: 600, height: 600 }
  expect(linkShapes(layout, far, offsets)).toEqual([])
  const card = 'card0' as CardId
  offsets.set(SELF, [card], whole.width + 4_100, 100)
  const seen = linkShapes(layout, far, offsets)
  expect(seen.length).toBe(6)
  expect(seen.every(({ link }) => link.fromCardId === card || link.toCardId === card)).toBe(true)
  expect(linkShapes(layout, far)).toEqual([])
})
