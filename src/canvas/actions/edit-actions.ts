import { CopyPlus, Link2, Pencil, Trash2 } from 'lucide-react'
import { duplicateSelected } from '#src/editor/clipboard.ts'
import type { Action } from '#src/ui/actions.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { linkSelected, twoSelectedCards } from '../gestures/connect-cards.ts'
import { canEditSelected, editSelected } from '../gestures/edit-selected.ts'
import { selectedCards } from '../selected-cards.ts'
import { tellRefusal } from '../tell-refusal.ts'
import { wholeSelectionActions } from './whole-selection-actions.ts'

/** What can be done with the selection. */
export function editActions(core: CanvasCore): readonly Action[] {
  const { editor, state, canEdit } = core
  const hasSelection = (): boolean => editor.selection.getState().ids.size > 0
  return [
    {
      id: 'edit.edit',
      label: () => (hasSelection() || state.getState().cell === null ? 'Edit text' : 'Add a card'),
      contexts: ['card', 'link', 'cell'],
      group: 'Edit',
      section: 'change',
      icon: Pencil,
      shortcuts: ['Enter', 'F2'],
      keywords: 'rename type',
      isEnabled: () => canEditSelected(core),
      run: () => editSelected(core),
    },
    {
      id: 'edit.duplicate',
      label: 'Duplicate',
      contexts: ['card', 'several'],
      group: 'Edit',
      section: 'change',
      icon: CopyPlus,
      shortcuts: ['Mod+D'],
      keywords: 'copy',
      isEnabled: () => canEdit && selectedCards(core).length > 0,
      run: () => void duplicateSelected(editor),
    },
    {
      id: 'edit.delete',
      label: () => {
        const { size } = editor.selection.getState().ids
        return size > 1 ? `Delete ${size} elements` : 'Delete'
      },
      contexts: ['card', 'link', 'several'],
      isDanger: true,
      group: 'Edit',
      section: 'change',
      icon: Trash2,
      shortcuts: ['Delete', 'Backspace'],
      keywords: 'remove',
      isEnabled: () => canEdit && hasSelection(),
      run: () => void tellRefusal(editor.deleteSelection()),
    },
    ...wholeSelectionActions(core),
    {
      id: 'insert.link',
      label: 'Link the two selected cards',
      contexts: ['several'],
      group: 'Insert',
      section: 'links',
      icon: Link2,
      shortcuts: ['L'],
      keywords: 'connect arrow',
      isEnabled: () => canEdit && twoSelectedCards(core) !== null,
      run: () => linkSelected(core),
    },
    {
      id: 'edit.context-menu',
      label: 'Open the menu of the selection',
      group: 'Edit',
      section: 'select',
      shortcuts: ['Shift+F10', 'ContextMenu'],
      keywords: 'context right click',
      run: () => state.setState({ menuRequest: {} }),
    },
  ]
}
