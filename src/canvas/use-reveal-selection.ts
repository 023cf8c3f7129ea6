import { foldedRect } from '#shared/layout/find.ts'
import type { Rect } from '#shared/layout/rect.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { useEffect } from 'react'
import type { CanvasCore } from './canvas-context.ts'
import { revealRect } from './crowded/reveal-rect.ts'
import { GLIDE_MS, isInSight, viewportToReveal } from './view.ts'

/** Pans to what was selected elsewhere (a search hit, an undone step) when no part of it is in sight. */
export function useRevealSelection(core: CanvasCore): void {
  useEffect(() => {
    const { editor, scene, view, insets } = core
    return editor.selection.subscribe((now, before) => {
      if (now.anchor === before.anchor || now.anchor === null || !now.ids.has(now.anchor)) return
      const area = elementRect(core, now.anchor)
      const shown = view.get()
      if (!area || shown.width === 0 || isInSight(shown, insets(), area)) return
      const target = viewportToReveal(shown, area, insets())
      if (target && scene.get().snapshot === editor.getSnapshot()) view.moveTo(target, GLIDE_MS)
    })
  }, [core])
}

/** Of a card, or of a title's column or row; `undefined` for what has no place. */
function elementRect({ scene }: CanvasCore, id: string): Rect | undefined {
  const layout = scene.get()
  const card = revealRect(layout, id as CardId) ?? foldedRect(layout, id as CardId)
  if (card) return card
  const column = layout.columns.find((one) => one.stepId === id) ?? layout.stages.find((one) => one.stageId === id)
  if (column) return { x: column.x, y: 0, width: column.width, height: layout.height }
  const row = layout.rows.find((one) => one.laneId === id)
  return row && { x: 0, y: row.y, width: layout.width, height: row.height }
}
