import { cardRect } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { freeLinkPath, linkPieces } from '#shared/layout/link-path.ts'
import { linkRoutes } from '#shared/layout/link-routes.ts'
import { textWidth, wrapText } from '#shared/layout/text-measure.ts'
import { handOffs } from '#shared/model/selectors/hand-offs.ts'
import { linksBetweenCards } from '#shared/model/selectors/links-between-cards.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { DrawingItem } from './drawing.ts'
import { HAND_OFF_PX, handOffItems, handOffOnLink } from './hand-off-items.ts'
import { textItem } from './text-item.ts'
import type { DrawingTheme } from './theme.ts'

/** The links of a journey in two layers. */
export interface LinkDrawing {
  /** Below the cards. */
  readonly lines: readonly DrawingItem[]
  /** Their words and hand-offs, above the cards. */
  readonly marks: readonly DrawingItem[]
}

/** The links between cards. `layout` has to be the layout of `snapshot`. */
export function linkDrawing(snapshot: JourneySnapshot, layout: JourneyLayout, theme: DrawingTheme): LinkDrawing {
  const routes = linkRoutes(layout)
  const handOffOf = new Map(handOffs(snapshot).map((handOff) => [handOff.linkId, handOff]))
  const lines: DrawingItem[] = []
  const marks: DrawingItem[] = []
  for (const link of linksBetweenCards(snapshot)) {
    const from = cardRect(layout, link.fromCardId)
    const to = link.toCardId === link.fromCardId ? from : cardRect(layout, link.toCardId)
    const path = routes.path(link.id) ?? (from && to ? freeLinkPath(from, to) : undefined)
    const [start] = path?.points ?? []
    if (!path || !start) continue
    const pieces = linkPieces(path)
    lines.push({ kind: 'path', from: start, pieces, color: theme.surface, width: 6, hasArrow: false })
    lines.push({ kind: 'path', from: start, pieces, color: theme.link, width: 1.5, hasArrow: true })
    const handOff = handOffOf.get(link.id)
    const markPx = handOff ? HAND_OFF_PX.size + HAND_OFF_PX.gap : 0
    const roomPx = path.labelPx - markPx
    const words = wrapText(link.label, roomPx - 14, { fontPx: 11 }, 1)
    const [line] = words
    if (line === undefined) {
      if (handOff) marks.push(...handOffItems(handOff, handOffOnLink(path), theme))
      continue
    }
    const width = Math.min(roomPx, textWidth(line, { fontPx: 11 }) + 14)
    const { x, y } = path.middle
    const left = x - (markPx + width) / 2
    if (handOff) marks.push(...handOffItems(handOff, { x: left + HAND_OFF_PX.size / 2, y }, theme))
    const rect = { x: left + markPx, y: y - 9, width, height: 18 }
    const style = { fontPx: 11, linePx: 15, color: theme.muted, align: 'middle' } as const
    marks.push({ kind: 'box', rect, radius: 8, fill: theme.surface, stroke: theme.line })
    marks.push(textItem({ x: left + markPx + width / 2, y: y + 4 }, words, style))
  }
  return { lines, marks }
}
