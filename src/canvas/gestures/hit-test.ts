import { cardAt, cellAt, type FoundCard, type GridCell } from '#shared/layout/find.ts'
import { isFolded } from '#shared/layout/folded.ts'
import type { Point } from '#shared/layout/rect.ts'
import type { Link } from '#shared/model/records/link.ts'
import { cardSight } from '../card-sight.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { laterParts } from '../later.ts'

/** What lies under a point, topmost first. */
export type Hit =
  | { readonly kind: 'card'; readonly found: FoundCard }
  | { readonly kind: 'link'; readonly link: Link }
  | { readonly kind: 'cell'; readonly cell: GridCell }
  /** A cell whose column or row is folded away. */
  | { readonly kind: 'fold'; readonly cell: GridCell }
  | { readonly kind: 'ground' }

/** A link is hit within this many pixels of the screen. */
const LINK_REACH_PX = 7

/** By the layout, not by the elements on the page: from far, cards are only painted. */
export function hitAt({ scene, view, offsets, editor }: CanvasCore, point: Point): Hit {
  const layout = scene.get()
  const sight = cardSight(editor)
  const found = cardAt(layout, point, (card) => sight.of(card) !== 'hidden')
  if (found) return { kind: 'card', found }
  const reach = LINK_REACH_PX / view.get().zoom
  const isSeen = (one: Link): boolean => sight.ofLink(one) !== 'hidden'
  const link = laterParts()?.linkAt(layout, point, reach, { offsets, isSeen })
  if (link) return { kind: 'link', link }
  const cell = cellAt(layout, point)
  if (!cell) return { kind: 'ground' }
  return { kind: isFolded(cell) ? 'fold' : 'cell', cell }
}
