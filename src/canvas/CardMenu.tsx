import type { CardId } from '#shared/model/records/card.ts'
import { ContextMenu } from '#src/ui/ContextMenu.tsx'
import type { MenuEntry } from '#src/ui/menu-entry.ts'
import { CopyPlus, Link2, Pencil, Trash2, ZoomIn } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { type CanvasCore, useCanvas } from './canvas-context.ts'
import { editInPlace } from './gestures/edit-in-place.ts'
import { hitAt } from './gestures/hit-test.ts'
import { linkSelected } from './gestures/connect-cards.ts'
import { pagePoint } from './page-point.ts'
import { zoomToSelection } from './viewport-moves.ts'

/** A right press that moved this far was a pan. */
const STILL_PX = 4

/** What can be done with the card or link under a right click that did not pan. */
export function CardMenu() {
  const core = useCanvas()
  const triggerRef = useRef<HTMLSpanElement>(null)
  const [entries, setEntries] = useState<readonly MenuEntry[]>([])

  useEffect(() => {
    const pane = core.root()?.querySelector('.canvas-pane')
    if (!pane) return undefined
    let down: PointerEvent | undefined
    const onDown = (event: Event): void => {
      down = event instanceof PointerEvent && event.button === 2 ? event : undefined
    }
    const onUp = (event: Event): void => {
      if (!(event instanceof PointerEvent) || event.button !== 2 || !down) return
      if (Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > STILL_PX) return
      const wanted = entriesAt(core, event)
      if (wanted.length === 0) return
      setEntries(wanted)
      const { clientX, clientY } = event
      triggerRef.current?.dispatchEvent(
        new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY }),
      )
    }
    const onContextMenu = (event: Event): void => event.preventDefault()
    pane.addEventListener('pointerdown', onDown)
    pane.addEventListener('pointerup', onUp)
    pane.addEventListener('contextmenu', onContextMenu)
    return () => {
      pane.removeEventListener('pointerdown', onDown)
      pane.removeEventListener('pointerup', onUp)
      pane.removeEventListener('contextmenu', onContextMenu)
    }
  }, [core])

  return (
    <ContextMenu entries={entries}>
      <span ref={triggerRef} aria-hidden className="menu-anchor" />
    </ContextMenu>
  )
}

function entriesAt(core: CanvasCore, event: PointerEvent): MenuEntry[] {
  const { editor, canEdit } = core
  const hit = hitAt(core, pagePoint(core, event))
  const id = hit.kind === 'card' ? hit.found.card.id : hit.kind === 'link' ? hit.link.id : undefined
  if (id === undefined) return []
  if (!editor.selection.getState().ids.has(id)) editor.select([id])
  const zoom: MenuEntry = {
    label: 'Zoom to selection',
    icon: ZoomIn,
    shortcut: 'Shift+2',
    onSelect: () => zoomToSelection(core),
  }
  if (!canEdit) return [zoom]
  const count = editor.selection.getState().ids.size
  const edit = (): void => {
    if (hit.kind === 'card') editInPlace(core, id as CardId)
    else editor.startEditing(id, 'label')
  }
  return [
    { label: hit.kind === 'card' ? 'Edit' : 'Edit label', icon: Pencil, shortcut: 'Enter', onSelect: edit },
    ...(hit.kind === 'card'
      ? [
          { label: 'Duplicate', icon: CopyPlus, shortcut: 'Mod+D', onSelect: () => void editor.duplicate() },
          {
            label: 'Link the two cards',
            icon: Link2,
            shortcut: 'L',
            disabled: count !== 2,
            onSelect: () => linkSelected(core),
          },
        ]
      : []),
    zoom,
    { kind: 'separator' },
    {
      label: count > 1 ? `Delete ${count} elements` : 'Delete',
      icon: Trash2,
      danger: true,
      shortcut: 'Delete',
      onSelect: () => void editor.deleteSelection(),
    },
  ]
}
