import { ClipboardPaste, Copy, Scissors } from 'lucide-react'
import type { Action } from '#src/ui/actions.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { copyByMenu, pasteByMenu } from '../keyboard/clipboard.ts'

/** Cut, copy and paste. Their keys are the browser's, which then tells `follow-keyboard.ts`. */
export function clipboardActions(core: CanvasCore): readonly Action[] {
  const { editor, canEdit } = core
  const hasSelection = (): boolean => editor.selection.getState().ids.size > 0
  const clip = { group: 'Edit', section: 'clipboard', keysAreHeardElsewhere: true } as const
  return [
    {
      id: 'edit.cut',
      ...clip,
      label: 'Cut',
      icon: Scissors,
      shortcuts: ['Mod+X'],
      contexts: ['card', 'several'],
      isEnabled: () => canEdit && hasSelection(),
      run: () => copyByMenu(core, 'cut'),
    },
    {
      id: 'edit.copy',
      ...clip,
      label: 'Copy',
      icon: Copy,
      shortcuts: ['Mod+C'],
      keywords: 'spreadsheet table',
      contexts: ['card', 'several'],
      isEnabled: hasSelection,
      run: () => copyByMenu(core, 'copy'),
    },
    {
      id: 'edit.paste',
      ...clip,
      label: 'Paste',
      icon: ClipboardPaste,
      shortcuts: ['Mod+V'],
      contexts: ['card', 'cell', 'ground', 'several'],
      isEnabled: () => canEdit,
      run: () => pasteByMenu(core, { isPlain: false }),
    },
    {
      id: 'edit.paste-plain',
      ...clip,
      label: 'Paste as plain text',
      shortcuts: ['Mod+Shift+V'],
      keywords: 'titles only without style match',
      isEnabled: () => canEdit,
      run: () => pasteByMenu(core, { isPlain: true }),
    },
  ]
}
