import { cardRect } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { elbowPath, type LinkPath, linkPieces, loopPath } from '#shared/layout/link-path.ts'
import type { Rect } from '#shared/layout/rect.ts'
import type { CardId } from '#shared/model/records/card.ts'

/** The way of a link that is being drawn, as SVG path data; `undefined` while its card is nowhere. */
export function connectingPath(layout: JourneyLayout, fromId: CardId, to: Rect, isLoop: boolean): string | undefined {
  const from = cardRect(layout, fromId)
  return from && pathData(isLoop ? loopPath(from) : elbowPath(from, to))
}

const pathData = (path: LinkPath): string =>
  `M${path.points[0]?.x ?? 0} ${path.points[0]?.y ?? 0}` +
  linkPieces(path)
    .map(({ control1: a, control2: b, to }) => `C${a.x} ${a.y} ${b.x} ${b.y} ${to.x} ${to.y}`)
    .join('')
