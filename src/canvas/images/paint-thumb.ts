import type { Rect } from '#shared/layout/rect.ts'
import type { Card } from '#shared/model/records/card.ts'
import { thumbOf } from './thumbs.ts'

/** The small copy of a card's picture, whole and in the middle of its room; nothing while there is none. */
export function paintThumb(ink: CanvasRenderingContext2D, card: Card, room: Rect): void {
  const thumb = thumbOf(card.image?.imageId)
  if (!thumb || !card.image) return
  const { width, height } = card.image
  const scale = Math.min(room.width / width, room.height / height)
  const [shownWidth, shownHeight] = [width * scale, height * scale]
  const x = room.x + (room.width - shownWidth) / 2
  ink.drawImage(thumb, x, room.y + (room.height - shownHeight) / 2, shownWidth, shownHeight)
}
