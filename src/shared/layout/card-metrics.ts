import { isBindableCardKind } from '#shared/model/records/binding.ts'
import type { Card } from '#shared/model/records/card.ts'
import {
  CARD_CHANNELS_PX,
  CARD_DETAILS,
  CARD_EVIDENCE_PX,
  CARD_FOOTER_PX,
  CARD_ICON_PX,
  CARD_IMAGE,
  CARD_MIN_HEIGHT_PX,
  CARD_PADDING_PX,
  CARD_READINGS_PX,
  CARD_TITLE,
  EMOTION_FACE_PX,
  EMOTION_LABEL,
  METRIC_READINGS_PX,
} from './sizes.ts'
import { countLines, countRichLines } from './text-measure.ts'

/** How a card's parts are stacked at a given width. The card on screen clamps its text at the same numbers of lines. */
export interface CardMetrics {
  readonly titleLines: number
  readonly detailLines: number
  readonly hasFooter: boolean
  /** There is a strip for readings, since the card is bound to events. */
  readonly hasReadings: boolean
  readonly height: number
}

interface Cached {
  readonly width: number
  readonly isBound: boolean
  readonly metrics: CardMetrics
}

const cache = new WeakMap<Card, Cached>()

/** Whether anything stands below a card's text. */
const hasFooter = (card: Card): boolean =>
  card.personaIds.length > 0 ||
  (card.kind !== 'channel' && card.channels.length > 1) ||
  card.severity !== undefined ||
  card.impact !== undefined ||
  card.effort !== undefined ||
  card.status !== undefined

/** Whether a card shows its channels as large icons below its words. */
export const hasLargeChannels = (card: Card): boolean => card.kind === 'channel' && card.channels.length > 0

/** The space that a card's text has, in pixels, when the card is `width` wide. */
export const cardTextWidth = (card: Card, width: number): number =>
  Math.max(
    24,
    width -
      2 * CARD_PADDING_PX -
      (card.kind === 'touchpoint' ? CARD_ICON_PX.touchpoint : CARD_ICON_PX.plain) -
      (card.evidence === 'assumption' ? 0 : CARD_EVIDENCE_PX),
  )

/** Remembered by card, since a record that nothing changed keeps its identity. */
export function cardMetrics(card: Card, width: number, isBound: boolean): CardMetrics {
  const known = cache.get(card)
  if (known && known.width === width && known.isBound === isBound) return known.metrics
  const metrics = measure(card, width, isBound)
  cache.set(card, { width, isBound, metrics })
  return metrics
}

/** A picture as wide as its card, no higher than a screenful, and its title below. */
function measureImage(card: Card, width: number): CardMetrics {
  const { width: imageWidth, height: imageHeight } = card.image ?? CARD_IMAGE.empty
  const pictureHeight = Math.min(
    CARD_IMAGE.maxHeightPx,
    Math.max(CARD_IMAGE.minHeightPx, Math.round((width * imageHeight) / imageWidth)),
  )
  const { fontPx, linePx, maxLines, paddingPx } = CARD_IMAGE.title
  const titleLines = countLines(card.title, width - 2 * CARD_PADDING_PX, { fontPx }, maxLines)
  const height = pictureHeight + (titleLines === 0 ? 0 : titleLines * linePx + 2 * paddingPx)
  return { titleLines, detailLines: 0, hasFooter: false, hasReadings: false, height }
}

/** Whether it shows metrics of the library, which need the same strip as the numbers of a binding. */
export const showsMetrics = ({ kind, shownMetrics = [] }: Card): boolean =>
  shownMetrics.length > 0 && isBindableCardKind(kind)

function measure(card: Card, width: number, isBound: boolean): CardMetrics {
  const hasReadings = isBound || showsMetrics(card)
  if (card.kind === 'image') return measureImage(card, width)
  const textPx = cardTextWidth(card, width)
  const isSemibold = card.kind === 'touchpoint'
  const titleLines = Math.max(
    1,
    countLines(card.title, textPx, { fontPx: CARD_TITLE.fontPx, isSemibold }, CARD_TITLE.maxLines),
  )
  const detailLines = countRichLines(card.details, textPx, { fontPx: CARD_DETAILS.fontPx }, CARD_DETAILS.maxLines)
  const height =
    2 * CARD_PADDING_PX +
    titleLines * CARD_TITLE.linePx +
    (detailLines > 0 ? CARD_DETAILS.gapPx + detailLines * CARD_DETAILS.linePx : 0) +
    (hasLargeChannels(card) ? CARD_CHANNELS_PX : 0) +
    (hasFooter(card) ? CARD_FOOTER_PX : 0) +
    (hasReadings ? (card.kind === 'metric' ? METRIC_READINGS_PX : CARD_READINGS_PX) : 0)
  return {
    titleLines,
    detailLines,
    hasFooter: hasFooter(card),
    hasReadings,
    height: Math.max(CARD_MIN_HEIGHT_PX, height),
  }
}

/** A face on the curve and its words below. */
export function emotionMetrics(card: Card, width: number): CardMetrics {
  const known = cache.get(card)
  if (known && known.width === width) return known.metrics
  const textPx = Math.max(24, width - 2 * EMOTION_LABEL.paddingPx)
  const titleLines = countLines(card.title, textPx, { fontPx: EMOTION_LABEL.fontPx }, EMOTION_LABEL.maxLines)
  const label =
    titleLines === 0 ? 0 : EMOTION_LABEL.gapPx + titleLines * EMOTION_LABEL.linePx + 2 * (EMOTION_LABEL.paddingPx - 3)
  const metrics: CardMetrics = {
    titleLines,
    detailLines: 0,
    hasFooter: false,
    hasReadings: false,
    height: EMOTION_FACE_PX + label,
  }
  cache.set(card, { width, isBound: false, metrics })
  return metrics
}
