import { cardTextWidth, hasLargeChannels } from '#shared/layout/card-metrics.ts'
import type { CellItem } from '#shared/layout/journey-layout.ts'
import type { Point, Rect } from '#shared/layout/rect.ts'
import {
  CARD_CHANNELS_PX,
  CARD_DETAILS,
  CARD_FOOTER_PX,
  CARD_ICON_PX,
  CARD_PADDING_PX,
  CARD_TITLE,
  EMOTION_FACE_PX,
  EMOTION_LABEL,
  MARK_PX,
} from '#shared/layout/sizes.ts'
import { wrapRichText, wrapText } from '#shared/layout/text-measure.ts'
import type { Card } from '#shared/model/records/card.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { cardFooterItems, largeChannelItems } from './card-footer-items.ts'
import { CARD_SIGNS, EVIDENCE_SIGNS } from './card-signs.ts'
import { CHANNEL_SIGNS } from './channel-signs.ts'
import type { DrawingItem } from './drawing.ts'
import type { freeItems } from './free-items.ts'
import { hasFreeLook } from './has-free-look.ts'
import { laneKindOfCard } from './lane-kind-of-card.ts'
import { signItem } from './sign-item.ts'
import { textItem } from './text-item.ts'
import type { DrawingTheme } from './theme.ts'

/** The row of the footer, and the badge of a touchpoint. */
const FOOTER_ROW_PX = 18
const BADGE_PX = 28

/** One card. `item` tells how its cell clamped the text; a free card takes as much as fits its height. Without `free` what is
 * drawn by hand is nothing. */
export function cardItems(
  snapshot: JourneySnapshot,
  card: Card,
  rect: Rect,
  item: CellItem | undefined,
  theme: DrawingTheme,
  free?: typeof freeItems,
): DrawingItem[] {
  if (item?.isOnCurve) return [...faceItems(card, rect, theme), ...markItems(card, rect, theme, true)]
  if (item === undefined && hasFreeLook(card)) return free?.(card, rect, theme) ?? []
  const colors = theme.lanes[laneKindOfCard(card.kind)]
  const textX = rect.x + CARD_PADDING_PX + (card.kind === 'touchpoint' ? CARD_ICON_PX.touchpoint : CARD_ICON_PX.plain)
  const widthPx = cardTextWidth(card, rect.width)
  const roomPx = rect.height - 2 * CARD_PADDING_PX
  const titleMax = item?.metrics.titleLines ?? Math.max(1, Math.floor(roomPx / CARD_TITLE.linePx))
  const isSemibold = card.kind === 'touchpoint'
  const title = wrapText(card.title, widthPx, { fontPx: CARD_TITLE.fontPx, isSemibold }, titleMax)
  const leftPx = roomPx - title.length * CARD_TITLE.linePx
  const detailMax = item?.metrics.detailLines ?? Math.max(0, Math.floor(leftPx / CARD_DETAILS.linePx))
  const details = detailMax === 0 ? [] : wrapRichText(card.details, widthPx, { fontPx: CARD_DETAILS.fontPx }, detailMax)
  const titleY = rect.y + CARD_PADDING_PX + 13
  const detailsY = titleY + title.length * CARD_TITLE.linePx + CARD_DETAILS.gapPx
  const dots = card.personaIds.flatMap((id): string[] => {
    const persona = snapshot.personas.get(id)
    return persona ? [theme.personas[persona.color] ?? theme.muted] : []
  })
  const textBottom =
    titleY -
    13 +
    title.length * CARD_TITLE.linePx +
    (details.length > 0 ? CARD_DETAILS.gapPx + details.length * CARD_DETAILS.linePx : 0)
  const left = rect.x + CARD_PADDING_PX
  const inner = rect.width - 2 * CARD_PADDING_PX
  const items: DrawingItem[] = [
    {
      kind: 'box',
      rect,
      radius: 8,
      fill: card.kind === 'touchpoint' ? theme.surface : colors.soft,
      stroke: colors.main,
    },
    ...signItems(card, { x: left, y: rect.y + CARD_PADDING_PX }, theme),
    textItem({ x: textX, y: titleY }, title, { ...CARD_TITLE, isSemibold, color: theme.ink }),
    textItem({ x: textX, y: detailsY }, details, { ...CARD_DETAILS, color: theme.muted }),
  ]
  if (card.evidence !== 'assumption')
    items.push(
      signItem(
        EVIDENCE_SIGNS[card.evidence],
        { x: rect.x + rect.width - CARD_PADDING_PX - 7, y: rect.y + CARD_PADDING_PX + 8 },
        14,
        card.evidence === 'data-proved' ? theme.good.main : theme.link,
      ),
    )
  const hasLarge = hasLargeChannels(card)
  if (hasLarge) items.push(...largeChannelItems(card.channels, { x: left, y: textBottom + 6 }, inner, card, theme))
  if (item?.metrics.hasFooter ?? dots.length > 0) {
    const y = item
      ? textBottom + (hasLarge ? CARD_CHANNELS_PX : 0) + CARD_FOOTER_PX - FOOTER_ROW_PX
      : rect.y + rect.height - CARD_PADDING_PX - FOOTER_ROW_PX
    items.push(...cardFooterItems(card, { x: left, y, width: inner, height: FOOTER_ROW_PX }, dots, theme))
  }
  items.push(...markItems(card, rect, theme, false))
  return items
}

/** What stands before the words: the medium of a touchpoint in its badge, the mark of a quote, the sign of every other kind. */
function signItems(card: Card, { x, y }: Point, theme: DrawingTheme): DrawingItem[] {
  const colors = theme.lanes[laneKindOfCard(card.kind)]
  if (card.kind === 'quote')
    return [
      textItem({ x: x + 1, y: y + 22 }, ['\u201c'], { fontPx: 26, linePx: 26, isSemibold: true, color: colors.main }),
    ]
  if (card.kind !== 'touchpoint') {
    const sign = CARD_SIGNS[card.kind]
    return sign === undefined ? [] : [signItem(sign, { x: x + 8, y: y + 9 }, 16, colors.main)]
  }
  const [channel] = card.channels
  const badge = { x, y, width: BADGE_PX, height: BADGE_PX }
  return [
    { kind: 'box', rect: badge, radius: 8, fill: channel === undefined ? theme.sunken : colors.soft, stroke: null },
    signItem(
      channel === undefined ? (CARD_SIGNS.touchpoint ?? '') : CHANNEL_SIGNS[channel],
      { x: x + BADGE_PX / 2, y: y + BADGE_PX / 2 },
      16,
      channel === undefined ? theme.link : colors.main,
    ),
  ]
}

/** Star and flag on the upper edge. */
function markItems({ marks = [] }: Card, rect: Rect, theme: DrawingTheme, isOnCurve: boolean): DrawingItem[] {
  const right = isOnCurve ? rect.x + rect.width / 2 + EMOTION_FACE_PX / 2 + MARK_PX / 2 : rect.x + rect.width - 8
  return marks.flatMap((mark, index): DrawingItem[] => {
    const center = { x: right - MARK_PX / 2 - (marks.length - 1 - index) * (MARK_PX + 3), y: rect.y + 1 }
    const fill = mark === 'conversion' ? (theme.personas[0] ?? theme.ink) : theme.lanes.emotion.main
    const sign = mark === 'conversion' ? '\u2691' : '\u2605'
    const style = { fontPx: 11, linePx: 12, align: 'middle', color: theme.surface } as const
    return [
      { kind: 'dot', center, radius: MARK_PX / 2, fill },
      textItem({ x: center.x, y: center.y + 4 }, [sign], style),
    ]
  })
}

function faceItems(card: Card, rect: Rect, theme: DrawingTheme): DrawingItem[] {
  const { main, ink } = theme.lanes.emotion
  const center = { x: rect.x + rect.width / 2, y: rect.y + EMOTION_FACE_PX / 2 }
  const lines = wrapText(card.title, rect.width - 2 * EMOTION_LABEL.paddingPx, EMOTION_LABEL, EMOTION_LABEL.maxLines)
  // At the lower end of its place, which reaches below the faces where feelings are measured.
  const labelPx = lines.length * EMOTION_LABEL.linePx + 2 * (EMOTION_LABEL.paddingPx - 3)
  const bend = (card.score ?? 0) * 2.5
  const mouthY = center.y + 5
  return [
    { kind: 'dot', center, radius: EMOTION_FACE_PX / 2 - 2, fill: main },
    { kind: 'dot', center, radius: EMOTION_FACE_PX / 2 - 4, fill: theme.lanes.emotion.soft },
    { kind: 'dot', center: { x: center.x - 4.5, y: center.y - 3 }, radius: 1.6, fill: ink },
    { kind: 'dot', center: { x: center.x + 4.5, y: center.y - 3 }, radius: 1.6, fill: ink },
    {
      kind: 'path',
      from: { x: center.x - 6, y: mouthY - bend / 2 },
      pieces: [
        {
          control1: { x: center.x - 3, y: mouthY + bend / 2 },
          control2: { x: center.x + 3, y: mouthY + bend / 2 },
          to: { x: center.x + 6, y: mouthY - bend / 2 },
        },
      ],
      color: ink,
      width: 1.6,
      hasArrow: false,
    },
    textItem({ x: center.x, y: rect.y + rect.height - labelPx + 12 }, lines, {
      ...EMOTION_LABEL,
      align: 'middle',
      color: theme.ink,
    }),
  ]
}
