import { CELL_CARDS_MAX } from '#shared/layout/cell-pages.ts'
import type { CellLayout, JourneyLayout, LaneCells } from '#shared/layout/journey-layout.ts'
import { CELL_PADDING_PX, PAGE_STRIP_PX } from '#shared/layout/sizes.ts'
import type { Card, CardId } from '#shared/model/records/card.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { focusElement } from '../keyboard/focus-element.ts'

/** Towards the end of the cell, or back to its beginning. */
export type Way = 'later' | 'earlier'

const known = new WeakMap<LaneCells, readonly CellLayout[]>()

function crowdedIn(cells: LaneCells): readonly CellLayout[] {
  let found = known.get(cells)
  if (!found) known.set(cells, (found = [...cells.values()].filter((cell) => cell.earlier + cell.later > 0)))
  return found
}

/** A strip that leads to further cards of a crowded cell, in journey pixels. */
export interface PageStrip {
  readonly key: string
  readonly way: Way
  readonly cell: CellLayout
  readonly x: number
  readonly y: number
  readonly width: number
}

/** All of them; lanes without a crowded cell cost nothing while they do not change. */
export const pageStrips = (layout: JourneyLayout): readonly PageStrip[] =>
  layout.rows.flatMap((row) => {
    const cells = layout.cells.get(row.laneId)
    return (cells ? crowdedIn(cells) : []).flatMap((cell): PageStrip[] => {
      const column = layout.columnOfStep.get(cell.stepId)
      if (!column) return []
      const top = row.y + Math.max(cell.startY, cell.bandHeight)
      const bottom = row.y + cell.contentHeight - CELL_PADDING_PX - PAGE_STRIP_PX
      const at = { cell, x: column.x + CELL_PADDING_PX, width: column.width - 2 * CELL_PADDING_PX }
      const key = `${cell.stepId} ${cell.laneId}`
      return [
        ...(cell.earlier > 0 ? [{ ...at, key: `${key} earlier`, way: 'earlier' as const, y: top }] : []),
        ...(cell.later > 0 ? [{ ...at, key: `${key} later`, way: 'later' as const, y: bottom }] : []),
      ]
    })
  })

/** The nearest card of the next page in a direction. */
const cardBeyond = ({ paged, earlier }: CellLayout, way: Way): Card | undefined =>
  paged[way === 'later' ? earlier + CELL_CARDS_MAX : earlier - 1]

/** Goes on in a crowded cell: the page turns because the selection is there. */
export function turnPage(core: CanvasCore, cell: CellLayout, way: Way): void {
  const card = cardBeyond(cell, way)
  if (!card) return
  core.editor.select([card.id])
  focusElement(core, card.id)
}

/** The crowded cell that one is at, if it has more in a direction. */
export function crowdedCellHere({ editor, scene, state }: CanvasCore, way: Way): CellLayout | undefined {
  const layout = scene.get()
  const { anchor } = editor.selection.getState()
  const place = anchor === null ? undefined : layout.snapshot.cards.get(anchor as CardId)?.place
  const at = place?.kind === 'cell' ? place : state.getState().cell
  const cell = at ? layout.cells.get(at.laneId)?.get(at.stepId) : undefined
  return cell && cell[way] > 0 ? cell : undefined
}
