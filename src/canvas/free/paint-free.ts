import { freeLook } from '#shared/drawing/free-look.ts'
import { freePath } from '#shared/drawing/free-path.ts'
import type { Rect } from '#shared/layout/rect.ts'
import { FRAME_TITLE_PX } from '#shared/layout/sizes.ts'
import { wrapText } from '#shared/layout/text-measure.ts'
import type { Card } from '#shared/model/records/card.ts'
import type { CanvasColors } from '../ground/colors.ts'
import { paintPalette } from './css-palette.ts'

interface KnownPath {
  readonly width: number
  readonly height: number
  readonly path: Path2D
}

const knownPaths = new WeakMap<Card, KnownPath>()

function pathOf(card: Card, { width, height }: Rect, strokeWidth: number): Path2D {
  const known = knownPaths.get(card)
  if (known?.width === width && known.height === height) return known.path
  const path = new Path2D(freePath(card, { width, height }, strokeWidth))
  knownPaths.set(card, { width, height, path })
  return path
}

/** A free card much as its element looks; without letters where they could not be read. The context is in journey pixels. */
export function paintFree(
  ink: CanvasRenderingContext2D,
  card: Card,
  rect: Rect,
  colors: CanvasColors,
  hasLetters: boolean,
): void {
  const look = freeLook(card, paintPalette(colors))
  ink.save()
  ink.translate(rect.x, rect.y)
  const path = pathOf(card, rect, look.strokeWidth)
  if (look.fill !== null) {
    ink.fillStyle = look.fill
    ink.fill(path)
  }
  if (look.stroke !== null) {
    ink.strokeStyle = look.stroke
    ink.lineWidth = look.strokeWidth
    ink.lineCap = 'round'
    ink.lineJoin = 'round'
    ink.setLineDash(look.isDashed ? [3 * look.strokeWidth, 2.5 * look.strokeWidth] : [])
    ink.stroke(path)
  }
  if (hasLetters && card.title !== '' && card.kind !== 'ink') paintWords(ink, card, rect, look, colors.font)
  ink.restore()
}

function paintWords(
  ink: CanvasRenderingContext2D,
  card: Card,
  { width, height }: Rect,
  look: ReturnType<typeof freeLook>,
  font: string,
): void {
  const { fontPx, linePx, paddingPx, align, isMiddle, isSemibold } = look
  const room = card.kind === 'frame' ? FRAME_TITLE_PX : height
  const most = card.kind === 'frame' ? 1 : Math.max(1, Math.floor((room - 2 * paddingPx) / linePx))
  const lines = wrapText(card.title, Math.max(24, width - 2 * paddingPx), { fontPx, isSemibold }, most)
  const top = isMiddle ? (height - lines.length * linePx) / 2 : paddingPx
  const x = align === 'center' ? width / 2 : align === 'end' ? width - paddingPx : paddingPx
  ink.font = `${isSemibold ? 600 : 450} ${fontPx}px ${font}`
  ink.fillStyle = look.color
  ink.textAlign = align
  ink.textBaseline = 'alphabetic'
  lines.forEach((line, index) => ink.fillText(line, x, top + index * linePx + (linePx + fontPx * 0.72) / 2))
}
