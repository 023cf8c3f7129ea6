import { Hand, MousePointer2, StickyNote, Type } from 'lucide-react'
import type { Icon } from '#src/ui/icon.ts'
import type { CanvasTool } from '../canvas-state.ts'

/** The tools in the order of the toolbar. */
export const CANVAS_TOOLS: readonly {
  readonly tool: CanvasTool
  readonly icon: Icon
  readonly label: string
  readonly shortcut: string
  /** Only for those who may edit. */
  readonly edits: boolean
}[] = [
  { tool: 'select', icon: MousePointer2, label: 'Select', shortcut: 'V', edits: false },
  { tool: 'hand', icon: Hand, label: 'Pan', shortcut: 'H', edits: false },
  { tool: 'note', icon: StickyNote, label: 'Note', shortcut: 'N', edits: true },
  { tool: 'text', icon: Type, label: 'Text in a cell', shortcut: 'T', edits: true },
]
