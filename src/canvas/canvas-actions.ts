import { Maximize2, Scan, ZoomIn, ZoomOut } from 'lucide-react'
import type { Action } from '#src/ui/actions.ts'
import type { CanvasCore } from './canvas-context.ts'
import { fitJourney, zoomBy, zoomTo100, zoomToSelection } from './viewport-moves.ts'

/** What can be done on the canvas. Its keys are those of `keyboard/canvas-keys.ts`. */
export const canvasActions = (core: CanvasCore): readonly Action[] => [
  { id: 'view.zoom-in', ...zooming, label: 'Zoom in', icon: ZoomIn, shortcuts: ['Mod++'], run: () => zoomBy(core, 1) },
  {
    id: 'view.zoom-out',
    ...zooming,
    label: 'Zoom out',
    icon: ZoomOut,
    shortcuts: ['Mod+-'],
    run: () => zoomBy(core, -1),
  },
  { id: 'view.zoom-100', ...zooming, label: 'Zoom to 100 %', shortcuts: ['Mod+0'], run: () => zoomTo100(core) },
  {
    id: 'view.fit',
    ...zooming,
    label: 'Show the whole journey',
    icon: Maximize2,
    shortcuts: ['Shift+1'],
    run: () => fitJourney(core),
  },
  {
    id: 'view.zoom-to-selection',
    ...zooming,
    label: 'Zoom to selection',
    icon: Scan,
    shortcuts: ['Shift+2'],
    isEnabled: () => core.editor.selection.getState().ids.size > 0,
    run: () => zoomToSelection(core),
  },
]

const zooming = { group: 'View', section: 'zoom' } as const
