import { IconButton } from '#src/ui/IconButton.tsx'
import { useCanvas, useCanvasState } from '../canvas-context.ts'
import { CANVAS_TOOLS } from './canvas-tools.ts'

/** What the pointer does on the canvas. */
export function CanvasTools() {
  const { state, canEdit } = useCanvas()
  const now = useCanvasState((canvas) => canvas.tool)
  return (
    <div role="toolbar" aria-label="Tools" className="canvas-tools">
      {CANVAS_TOOLS.filter((one) => canEdit || !one.edits).map(({ tool, icon, label, shortcut }) => (
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
