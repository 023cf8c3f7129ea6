import { ClipboardPaste, Copy, Scissors } from 'lucide-react'
import type { Action } from '#src/ui/actions.ts'
import type { Editor } from '#src/editor/editor.ts'

/** How a view of the journey copies and pastes from a menu. */
export interface ClipboardVerbs {
  readonly editor: Editor
  readonly canEdit: boolean
  readonly copy: (verb: 'copy' | 'cut') => void
  readonly paste: (how: { readonly isPlain: boolean }) => void
}

/** Cut, copy and paste. Their keys are the browser's, which then tells whoever has the keyboard. */
export function clipboardActions({ editor, canEdit, copy, paste }: ClipboardVerbs): readonly Action[] {
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
      run: () => copy('cut'),
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
      run: () => copy('copy'),
    },
    {
      id: 'edit.paste',
      ...clip,
      label: 'Paste',
      icon: ClipboardPaste,
      shortcuts: ['Mod+V'],
      contexts: ['card', 'cell', 'ground', 'several'],
      isEnabled: () => canEdit,
      run: () => paste({ isPlain: false }),
    },
    {
      id: 'edit.paste-plain',
      ...clip,
      label: 'Paste as plain text',
      shortcuts: ['Mod+Shift+V'],
      keywords: 'titles only without style match',
      isEnabled: () => canEdit,
      run: () => paste({ isPlain: true }),
    },
  ]
}
