import { BoxSelect, SquareDashedMousePointer } from 'lucide-react'
import type { Action } from '#src/ui/actions.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { seenCards } from '../card-sight.ts'

/** Everything or nothing. */
export function wholeSelectionActions({ editor, state }: CanvasCore): readonly Action[] {
  return [
    {
      id: 'edit.select-all',
      label: 'Select all cards',
      contexts: ['ground'],
      group: 'Edit',
      section: 'select',
      icon: SquareDashedMousePointer,
      shortcuts: ['Mod+A'],
      run: () => editor.select(seenCards(editor)),
    },
    {
      id: 'edit.select-none',
      label: 'Select nothing',
      group: 'Edit',
      section: 'select',
      icon: BoxSelect,
      shortcuts: ['Escape'],
      keywords: 'deselect clear',
      isEnabled: () => editor.selection.getState().ids.size > 0 || state.getState().tool !== 'select',
      run: () => {
        state.setState({ tool: 'select' })
        editor.select([])
      },
    },
  ]
}
