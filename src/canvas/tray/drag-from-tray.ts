import type { Card } from '#shared/model/records/card.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { autoPan } from '../gestures/auto-pan.ts'
import { dropCards } from '../gestures/drop-cards.ts'
import { newcomerTargetAt } from '../gestures/drop-target.ts'
import { trackPointer } from '../gestures/track-pointer.ts'
import { pagePoint } from '../page-point.ts'

/** Carries a copy of the row's looks under the pointer; the drop puts the card into the cell below, or beside the grid. */
export function dragFromTray(core: CanvasCore, down: PointerEvent, row: HTMLElement, card: Card): void {
  const { editor, scene, state } = core
  let ghost: HTMLElement | undefined
  let at = { x: down.clientX, y: down.clientY }
  const isOverTray = (): boolean => {
    const { left, right, top, bottom } = row.closest('.tray')?.getBoundingClientRect() ?? new DOMRect()
    return at.x >= left && at.x <= right && at.y >= top && at.y <= bottom
  }
  const follow = (): void => {
    if (ghost) ghost.style.translate = `${at.x + 6}px ${at.y + 6}px`
    const target = isOverTray() ? null : newcomerTargetAt(scene.get(), [card], pagePoint(core, at))
    state.setState({ dropTarget: target })
  }
  let pan: ReturnType<typeof autoPan> | undefined
  const end = (): void => {
    pan?.stop()
    ghost?.remove()
    state.setState({ dragging: null, dropTarget: null })
  }
  trackPointer(down, {
    onStart: () => {
      ghost = row.cloneNode(true) as HTMLElement
      ghost.classList.add('tray-ghost')
      ghost.style.width = `${row.offsetWidth}px`
      core.root()?.append(ghost)
      state.setState({ dragging: new Set([card.id]), hoveredCell: null, hoveredCardId: null })
      pan = autoPan(core, follow)
    },
    onMove: (move) => {
      at = move
      pan?.at(move.x, move.y)
      follow()
    },
    onDrop: (move) => {
      at = move
      follow()
      const { dropTarget } = state.getState()
      const living = scene.get().snapshot.cards.get(card.id)
      end()
      if (!living || !dropTarget?.isAllowed) return
      dropCards(editor, scene.get(), [living], dropTarget)
      editor.select([card.id])
    },
    onCancel: end,
  })
}
