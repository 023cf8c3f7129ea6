import type { Action } from '#src/ui/actions.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { commentActions } from '../comments/comment-actions.ts'
import { toolActions } from './tool-actions.ts'
import { viewActions } from './view-actions.ts'
import { wholeSelectionActions } from './whole-selection-actions.ts'

/** Of all that can be done on the canvas (`canvas-actions.ts`) what works before the rest has been fetched. */
export const firstActions = (core: CanvasCore): readonly Action[] => [
  ...wholeSelectionActions(core),
  ...toolActions(core),
  ...commentActions(core),
  ...viewActions(core),
]

/** The keys of the rest. */
export const LATER_KEYS: readonly string[] = [
  '+',
  '-',
  'Alt+ArrowDown',
  'Alt+ArrowLeft',
  'Alt+ArrowRight',
  'Alt+ArrowUp',
  'Alt+H',
  'Alt+L',
  'Alt+PageDown',
  'Alt+PageUp',
  'Alt+S',
  'Alt+Shift+ArrowDown',
  'Alt+Shift+ArrowLeft',
  'Alt+Shift+ArrowRight',
  'Alt+Shift+ArrowUp',
  'Alt+Shift+L',
  'Alt+V',
  'Backspace',
  'ContextMenu',
  'Delete',
  'Enter',
  'F2',
  'L',
  'Mod+Alt+ArrowDown',
  'Mod+Alt+ArrowRight',
  'Mod+Alt+C',
  'Mod+Alt+V',
  'Mod+ArrowDown',
  'Mod+ArrowLeft',
  'Mod+ArrowRight',
  'Mod+ArrowUp',
  'Mod+D',
  'Mod+Shift+A',
  'Mod+Shift+ArrowDown',
  'Mod+Shift+ArrowLeft',
  'Mod+Shift+ArrowRight',
  'Mod+Shift+ArrowUp',
  'Mod+Shift+L',
  'Mod+Shift+[',
  'Mod+Shift+]',
  'Mod+[',
  'Mod+]',
  'Shift+Alt+ArrowLeft',
  'Shift+Alt+ArrowRight',
  'Shift+F10',
  'Shift+L',
  '[',
  ']',
]
