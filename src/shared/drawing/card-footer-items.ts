import { textWidth } from '#shared/layout/text-measure.ts'
import type { Point, Rect } from '#shared/layout/rect.ts'
import { type Card, OPPORTUNITY_STATUS_TITLES } from '#shared/model/records/card.ts'
import type { ChannelKey } from '#shared/model/records/channel.ts'
import { CHANNEL_SIGNS } from './channel-signs.ts'
import type { DrawingItem } from './drawing.ts'
import { laneKindOfCard } from './lane-kind-of-card.ts'
import { signItem } from './sign-item.ts'
import { textItem } from './text-item.ts'
import type { DrawingTheme } from './theme.ts'

/** As on screen: `src/canvas/styles/cards.css`. */
const ROW_PX = 18
const GAP_PX = 6
const PIP = { width: 9, height: 5, gap: 2, count: 5 } as const
const CHIP = { fontPx: 10.5, height: 16, padding: 6 } as const
const DOT = { radius: 4.5, apart: 12, shown: 8 } as const
const CHANNELS_SHOWN = 6
const LARGE = { size: 32, gap: 5, sign: 18 } as const

/** Below a card's words: channels, severity, impact, effort and status on the left; dots of personas on the right. */
export function cardFooterItems(
  card: Card,
  /** The row that the layout kept for it: from the left edge of the words to the right edge. */
  { x, y, width }: Rect,
  personaColors: readonly string[],
  theme: DrawingTheme,
): DrawingItem[] {
  const colors = theme.lanes[laneKindOfCard(card.kind)]
  const items: DrawingItem[] = []
  const middle = y + ROW_PX / 2
  let at = x
  const advance = (px: number): void => void (at += px + GAP_PX)
  const chip = (words: string, isOutlined: boolean): void => {
    const wide = textWidth(words, CHIP) + 2 * CHIP.padding
    const rect = { x: at, y: middle - CHIP.height / 2, width: wide, height: CHIP.height }
    items.push(
      {
        kind: 'box',
        rect,
        radius: 5,
        fill: isOutlined ? null : theme.surface,
        stroke: isOutlined ? colors.main : null,
      },
      textItem({ x: at + CHIP.padding, y: middle + 3.7 }, [words], {
        fontPx: CHIP.fontPx,
        linePx: CHIP.height,
        color: colors.ink,
      }),
    )
    advance(wide)
  }

  if (card.kind !== 'channel' && card.channels.length > 1)
    for (const channel of card.channels.slice(0, CHANNELS_SHOWN)) {
      items.push(signItem(CHANNEL_SIGNS[channel], { x: at + 7, y: middle }, 14, colors.main))
      advance(14)
    }
  if (card.severity !== undefined) {
    for (let pip = 0; pip < PIP.count; pip += 1)
      items.push({
        kind: 'box',
        rect: { x: at + pip * (PIP.width + PIP.gap), y: middle - PIP.height / 2, width: PIP.width, height: PIP.height },
        radius: 2,
        fill: pip < card.severity ? colors.main : theme.line,
        stroke: null,
      })
    advance(PIP.count * (PIP.width + PIP.gap) - PIP.gap)
  }
  if (card.impact !== undefined) chip(`Impact ${card.impact}`, false)
  if (card.effort !== undefined) chip(`Effort ${card.effort}`, false)
  if (card.status !== undefined) chip(OPPORTUNITY_STATUS_TITLES[card.status], true)
  personaColors.slice(0, DOT.shown).forEach((fill, index) =>
    items.push({
      kind: 'dot',
      center: { x: x + width - DOT.radius - index * DOT.apart, y: middle },
      radius: DOT.radius,
      fill,
    }),
  )
  return items
}

/** The large signs of a channel card, as many as its width takes. */
export function largeChannelItems(
  channels: readonly ChannelKey[],
  from: Point,
  widthPx: number,
  card: Card,
  theme: DrawingTheme,
): DrawingItem[] {
  const colors = theme.lanes[laneKindOfCard(card.kind)]
  const room = Math.max(1, Math.floor((widthPx + LARGE.gap) / (LARGE.size + LARGE.gap)))
  return channels.slice(0, room).flatMap((channel, index): DrawingItem[] => {
    const corner = { x: from.x + index * (LARGE.size + LARGE.gap), y: from.y }
    const center = { x: corner.x + LARGE.size / 2, y: corner.y + LARGE.size / 2 }
    const rect = { ...corner, width: LARGE.size, height: LARGE.size }
    return [
      { kind: 'box', rect, radius: 9, fill: theme.surface, stroke: null },
      signItem(CHANNEL_SIGNS[channel], center, LARGE.sign, colors.main),
    ]
  })
}
