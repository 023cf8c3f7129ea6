import {
  ArrowUpRight,
  Circle,
  Diamond,
  Frame,
  Hand,
  MessageSquare,
  MousePointer2,
  Pencil,
  Slash,
  Square,
  StickyNote,
  Triangle,
  Type,
} from 'lucide-react'
import type { Icon } from '#src/ui/icon.ts'
import type { CanvasTool } from '../canvas-state.ts'

export interface CanvasToolEntry {
  readonly tool: CanvasTool
  readonly icon: Icon
  readonly label: string
  readonly shortcut: string | undefined
  /** Only for those who may edit. */
  readonly edits: boolean
  /** Stands in the toolbar's menu of shapes instead of the toolbar itself. */
  readonly isShape: boolean
}

const shown = (tool: CanvasTool, icon: Icon, label: string, shortcut: string, edits = true): CanvasToolEntry => ({
  tool,
  icon,
  label,
  shortcut,
  edits,
  isShape: false,
})
const shape = (tool: CanvasTool, icon: Icon, label: string, shortcut?: string): CanvasToolEntry => ({
  tool,
  icon,
  label,
  shortcut,
  edits: true,
  isShape: true,
})

/** The tools in the order of the toolbar. */
export const CANVAS_TOOLS: readonly CanvasToolEntry[] = [
  shown('select', MousePointer2, 'Select', 'V', false),
  shown('hand', Hand, 'Pan', 'H', false),
  shown('comment', MessageSquare, 'Comment', 'C', false),
  shown('note', StickyNote, 'Note', 'N'),
  shown('text', Type, 'Text', 'T'),
  shape('rectangle', Square, 'Rectangle', 'R'),
  shape('ellipse', Circle, 'Ellipse', 'O'),
  shape('diamond', Diamond, 'Diamond', 'D'),
  shape('triangle', Triangle, 'Triangle'),
  shape('arrow', ArrowUpRight, 'Arrow', 'A'),
  shape('line', Slash, 'Line', 'Shift+N'),
  shown('frame', Frame, 'Frame', 'F'),
  shown('ink', Pencil, 'Draw', 'P'),
]
