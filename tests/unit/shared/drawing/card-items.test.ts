import { describe, expect, test } from 'vitest'
import { CARD_SIGNS } from '#shared/drawing/card-signs.ts'
import { CHANNEL_SIGNS } from '#shared/drawing/channel-signs.ts'
import { drawingParts } from '#shared/drawing/drawing-parts.ts'
import { itemsToSvg } from '#shared/drawing/drawing-to-svg.ts'
import type { DrawingItem } from '#shared/drawing/drawing.ts'
import { LIGHT_THEME } from '#shared/drawing/theme.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { doRectsOverlap, type Rect } from '#shared/layout/rect.ts'
import { CARD_KINDS, type CardKind } from '#shared/model/records/card.ts'
import { gridSnapshot } from '#tests/support/canvas-journey.ts'

/** One card in a cell of its own, as drawn. */
function drawn(lane: 'touchpoint' | 'pain-point' | 'opportunity' | 'channel' | 'thought', card: object) {
  const snapshot = gridSnapshot({ stages: [1], lanes: [lane], personas: 2, cards: () => [card] })
  const [one] = drawingParts(snapshot, layoutOf(snapshot), LIGHT_THEME).cards
  if (one === undefined) throw new Error('nothing was drawn')
  const of = <Kind extends DrawingItem['kind']>(kind: Kind) =>
    one.items.filter((item): item is Extract<DrawingItem, { kind: Kind }> => item.kind === kind)
  return { ...one, of, paths: of('shape').map(({ path }) => path), words: of('text').flatMap(({ lines }) => lines) }
}

describe('a card as it is drawn', () => {
  test('carries its severity, its scores and its status below its words, and within it', () => {
    const pain = drawn('pain-point', { title: 'Declined', severity: 3 })
    const pips = pain.of('box').filter(({ rect }) => rect.height === 5)
    const { main } = LIGHT_THEME.lanes['pain-point']
    expect(pips.map(({ fill }) => fill === main)).toEqual([true, true, true, false, false])

    const opportunity = drawn('opportunity', {
      title: 'Link back to the basket, so that nobody has to look for it again',
      impact: 5,
      effort: 2,
      status: 'planned',
    })
    expect(opportunity.words).toEqual(expect.arrayContaining(['Impact 5', 'Effort 2', 'Planned']))
    const chips = opportunity.of('box').filter(({ rect }) => rect.height === 16)
    expect(chips).toHaveLength(3)
    for (const { rect } of [...chips, ...pips]) {
      const card: Rect = chips.some((chip) => chip.rect === rect) ? opportunity.rect : pain.rect
      expect(rect.y + rect.height).toBeLessThanOrEqual(card.y + card.height)
      expect(rect.x + rect.width).toBeLessThanOrEqual(card.x + card.width)
    }
    const [a, b, c] = chips.map(({ rect }) => rect)
    expect(doRectsOverlap(a!, b!) || doRectsOverlap(b!, c!)).toBe(false)
  })

  test('has the sign of its kind, a touchpoint that of its medium, a quote its mark', () => {
    expect(drawn('pain-point', { title: 'x' }).paths).toEqual([CARD_SIGNS['pain-point']])
    expect(drawn('touchpoint', { title: 'x', channels: ['sms'] }).paths).toEqual([CHANNEL_SIGNS.sms])
    expect(drawn('touchpoint', { title: 'x', channels: ['sms', 'web'] }).paths).toEqual([
      CHANNEL_SIGNS.sms,
      CHANNEL_SIGNS.sms,
      CHANNEL_SIGNS.web,
    ])
    expect(drawn('channel', { title: 'x', channels: ['phone'] }).paths).toEqual([
      CARD_SIGNS.channel,
      CHANNEL_SIGNS.phone,
    ])
    const quote = drawn('thought', { kind: 'quote', title: 'I said yes' })
    expect(quote.paths).toEqual([])
    expect(quote.words).toContain('\u201c')
  })

  test('says how well it is proved', () => {
    expect(drawn('pain-point', { title: 'x', evidence: 'researched' }).paths).toHaveLength(2)
    expect(drawn('pain-point', { title: 'x', evidence: 'data-proved' }).paths).toHaveLength(2)
  })

  test('is printed with squares where nobody could tell a sign', () => {
    const { items } = drawn('pain-point', { title: 'x' })
    expect(itemsToSvg(items, 1)).toContain(CARD_SIGNS['pain-point'])
    expect(itemsToSvg(items, 0.2)).not.toContain('<path')
  })

  test('has a sign for every kind that has words of its own', () => {
    const without = new Set<CardKind>(['quote', 'image', 'text', 'shape', 'frame', 'ink'])
    for (const kind of CARD_KINDS) expect(kind in CARD_SIGNS, kind).toBe(!without.has(kind))
  })
})
