import { Redo2, Undo2 } from 'lucide-react'
import type { Editor } from '#src/editor/editor.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { useStoreLater } from './use-store-later.ts'

interface UndoButtonsProps {
  readonly editor: Editor
  /** Where there is no room for both. */
  readonly undoOnly: boolean
}

/** Undo and redo of one's own steps; the tooltip says which step it would be. */
export function UndoButtons({ editor, undoOnly }: UndoButtonsProps) {
  const { undoCount, redoCount, undoLabel, redoLabel } = useStoreLater(editor.undoState)
  return (
    <div className="flex">
      <IconButton
        icon={Undo2}
        label={undoLabel === null ? 'Undo' : `Undo ${undoLabel}`}
        shortcut="Mod+Z"
        disabled={undoCount === 0}
        onClick={() => editor.undo()}
      />
      {!undoOnly && (
        <IconButton
          icon={Redo2}
          label={redoLabel === null ? 'Redo' : `Redo ${redoLabel}`}
          shortcut="Mod+Shift+Z"
          disabled={redoCount === 0}
          onClick={() => editor.redo()}
        />
      )}
    </div>
  )
}
