import { expect, test } from 'vitest'
import { cardRect } from '#shared/layout/find.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { CARD_GAP_PX, PAGE_STRIP_PX } from '#shared/layout/sizes.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { revealRect } from '#src/canvas/crowded/reveal-rect.ts'
import { gridSnapshot } from '#tests/support/canvas-journey.ts'

const STRIP = PAGE_STRIP_PX + CARD_GAP_PX

test('with the first and the last card of a page comes the way on into sight', () => {
  const crowd = gridSnapshot({
    stages: [1],
    lanes: ['action'],
    cards: () => Array.from({ length: 250 }, () => ({ title: 'One of many' })),
  })
  // The second of three pages.
  const layout = layoutOf(crowd, undefined, { ranks: new Map([['step0:lane0', 100]]), has: null })
  const more = (card: number) => {
    const [shown, stands] = [revealRect(layout, `card${card}` as CardId), cardRect(layout, `card${card}` as CardId)]
    if (!shown || !stands) throw new Error('not on the page')
    return { above: stands.y - shown.y, below: shown.y + shown.height - stands.y - stands.height }
  }
  expect(more(100)).toEqual({ above: STRIP, below: 0 })
  expect(more(101)).toEqual({ above: 0, below: 0 })
  expect(more(199)).toEqual({ above: 0, below: STRIP })
  expect(revealRect(layout, 'card99' as CardId)).toBeUndefined()
})
