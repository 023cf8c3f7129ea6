import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Maximize2, Scan, ZoomIn, ZoomOut } from 'lucide-react'
import type { Action } from '#src/ui/actions.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { fitJourney, panBy, zoomBy, zoomTo100, zoomToSelection } from '../viewport-moves.ts'

/** A page up or down leaves a part of what one saw in view. */
const PAGE_SHARE = 0.8

const zooming = { group: 'View', section: 'zoom' } as const
const panning = { group: 'View', section: 'pan', keywords: 'scroll page move view' } as const

/** What moves the view over the canvas. */
export const viewActions = (core: CanvasCore): readonly Action[] => [
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
    contexts: ['ground'],
    icon: Maximize2,
    shortcuts: ['Shift+1'],
    keywords: 'fit zoom all',
    run: () => fitJourney(core),
  },
  {
    id: 'view.zoom-to-selection',
    ...zooming,
    label: 'Zoom to selection',
    contexts: ['card', 'link', 'several'],
    icon: Scan,
    shortcuts: ['Shift+2'],
    isEnabled: () => core.editor.selection.getState().ids.size > 0,
    run: () => zoomToSelection(core),
  },
  {
    id: 'view.pan-up',
    ...panning,
    label: 'Page up',
    icon: ArrowUp,
    shortcuts: ['PageUp'],
    run: () => panBy(core, 0, -PAGE_SHARE),
  },
  {
    id: 'view.pan-down',
    ...panning,
    label: 'Page down',
    icon: ArrowDown,
    shortcuts: ['PageDown'],
    run: () => panBy(core, 0, PAGE_SHARE),
  },
  {
    id: 'view.pan-left',
    ...panning,
    label: 'Page left',
    icon: ArrowLeft,
    shortcuts: ['Shift+PageUp'],
    run: () => panBy(core, -PAGE_SHARE, 0),
  },
  {
    id: 'view.pan-right',
    ...panning,
    label: 'Page right',
    icon: ArrowRight,
    shortcuts: ['Shift+PageDown'],
    run: () => panBy(core, PAGE_SHARE, 0),
  },
]
