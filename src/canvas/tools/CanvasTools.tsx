import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { ImagePlus, Shapes } from 'lucide-react'
import { useCanvas, useCanvasState } from '../canvas-context.ts'
import { withLaterParts } from '../later.ts'
import { useCanvasPorts } from '../ports.ts'
import { CANVAS_TOOLS, type CanvasToolEntry } from './canvas-tools.ts'

const SHAPE_TOOLS = CANVAS_TOOLS.filter((one) => one.isShape)
const FIRST_OF_REST = CANVAS_TOOLS.findIndex((one) => one.isShape)

/** What the pointer does on the canvas. */
export function CanvasTools() {
  const core = useCanvas()
  const { state, canEdit } = core
  const now = useCanvasState((canvas) => canvas.tool)
  const { mayComment, comments } = useCanvasPorts()
  const button = ({ tool, icon, label, shortcut }: CanvasToolEntry) => (
    <IconButton
      key={tool}
      icon={icon}
      label={label}
      {...(shortcut !== undefined && { shortcut })}
      tooltipSide="top"
      pressed={now === tool}
      disabled={tool === 'comment' && !comments}
      data-testid={`tool-${tool}`}
      onClick={() => state.setState({ tool })}
    />
  )
  const plain = (entries: readonly CanvasToolEntry[]) =>
    entries
      .filter((one) => !one.isShape && (canEdit || !one.edits) && (one.tool !== 'comment' || mayComment))
      .map(button)
  const shape = SHAPE_TOOLS.find((one) => one.tool === now)
  return (
    <div role="toolbar" aria-label="Tools" className="canvas-tools">
      {plain(CANVAS_TOOLS.slice(0, FIRST_OF_REST))}
      {canEdit && (
        <Menu
          side="top"
          align="start"
          entries={SHAPE_TOOLS.map(({ tool, icon, label, shortcut }) => ({
            label,
            icon,
            ...(shortcut !== undefined && { shortcut }),
            onSelect: () => state.setState({ tool }),
          }))}
          trigger={
            <IconButton
              icon={shape?.icon ?? Shapes}
              label="Shapes"
              tooltipSide="top"
              pressed={shape !== undefined}
              data-testid="tool-shapes"
            />
          }
        />
      )}
      {plain(CANVAS_TOOLS.slice(FIRST_OF_REST))}
      {canEdit && (
        <IconButton
          icon={ImagePlus}
          label="Add image"
          tooltipSide="top"
          onClick={() => withLaterParts(({ addChosenImages }) => addChosenImages(core))}
        />
      )}
    </div>
  )
}
