import { IconButton } from '#src/ui/IconButton.tsx'
import type { Icon } from '#src/ui/icon.ts'
import { Hand, MousePointer2, StickyNote, Type } from 'lucide-react'
import { useCanvas, useCanvasState } from '../canvas-context.ts'
import type { CanvasTool } from '../canvas-state.ts'

const TOOLS: readonly {
  readonly tool: CanvasTool
  readonly icon: Icon
  readonly label: string
  readonly shortcut: string
  readonly edits: boolean
}[] = [
  { tool: 'select', icon: MousePointer2, label: 'Select', shortcut: 'V', edits: false },
  { tool: 'hand', icon: Hand, label: 'Pan', shortcut: 'H', edits: false },
  { tool: 'note', icon: StickyNote, label: 'Note', shortcut: 'N', edits: true },
  { tool: 'text', icon: Type, label: 'Text in a cell', shortcut: 'T', edits: true },
]

/** What the pointer does on the canvas. */
export function CanvasTools() {
  const { state, canEdit } = useCanvas()
  const now = useCanvasState((canvas) => canvas.tool)
  return (
    <div role="toolbar" aria-label="Tools" className="canvas-tools">
      {TOOLS.filter((one) => canEdit || !one.edits).map(({ tool, icon, label, shortcut }) => (
        <IconButton
          key={tool}
          icon={icon}
          label={label}
          shortcut={shortcut}
          tooltipSide="top"
          pressed={now === tool}
          data-testid={`tool-${tool}`}
          onClick={() => state.setState({ tool })}
        />
      ))}
    </div>
  )
}
