import { BoxSelect, CopyPlus, MessageSquare, SquareDashedMousePointer, Trash2 } from 'lucide-react'
import type { CardId } from '#shared/model/records/card.ts'
import type { Editor } from '#src/editor/editor.ts'
import { LENS_MODES, sightOf } from '#src/editor/lens.ts'
import { VIEW_WORDS } from '#src/features/views/ViewSwitch.tsx'
import type { Action } from '#src/ui/actions.ts'
import { untilItComes } from '#src/ui/late.ts'

const loadDuplicate = async () => (await import('#src/editor/clipboard.ts')).duplicateSelected

/** Goes from one view of the journey to another. */
export const viewActions = ({ lens }: Editor): readonly Action[] =>
  LENS_MODES.map((mode, index): Action => ({
    id: `view.mode.${mode}`,
    label: `Show as ${mode}`,
    group: 'View',
    section: 'mode',
    icon: VIEW_WORDS[mode].icon,
    shortcuts: [`Alt+${index + 1}`],
    isForTyping: true,
    isOn: () => lens.getState().mode === mode,
    run: () => lens.setState({ mode }),
  }))

/** What can be done with the selection in table and outline; the canvas has its own, with the same ids. */
export function selectionActions(
  editor: Editor,
  /** Starts a thread; absent for those who may not. */
  comment?: (elementId: string | null) => void,
): readonly Action[] {
  const { selection, lens, canEdit } = editor
  const hasSelection = (): boolean => selection.getState().ids.size > 0
  const hasCards = (): boolean =>
    [...selection.getState().ids].some((id) => editor.getSnapshot().cards.has(id as CardId))
  return [
    {
      id: 'edit.duplicate',
      label: 'Duplicate',
      group: 'Edit',
      section: 'change',
      icon: CopyPlus,
      shortcuts: ['Mod+D'],
      isEnabled: () => canEdit && hasCards(),
      run: () => void untilItComes(loadDuplicate).then((duplicateSelected) => duplicateSelected(editor)),
    },
    {
      id: 'edit.delete',
      label: 'Delete',
      group: 'Edit',
      section: 'change',
      icon: Trash2,
      shortcuts: ['Delete', 'Backspace'],
      isEnabled: () => canEdit && hasSelection(),
      run: () => void editor.deleteSelection(),
    },
    {
      id: 'edit.select-all',
      label: 'Select all cards',
      group: 'Edit',
      section: 'select',
      icon: SquareDashedMousePointer,
      shortcuts: ['Mod+A'],
      run: () => {
        const snapshot = editor.getSnapshot()
        const sight = sightOf(lens.getState(), snapshot)
        editor.select([...snapshot.cards.values()].filter((card) => sight?.(card) !== 'hidden').map(({ id }) => id))
      },
    },
    {
      id: 'edit.select-none',
      label: 'Select nothing',
      group: 'Edit',
      section: 'select',
      icon: BoxSelect,
      shortcuts: ['Escape'],
      isEnabled: hasSelection,
      run: () => editor.select([]),
    },
    {
      id: 'comment.add',
      label: 'Comment',
      group: 'Insert',
      section: 'comments',
      icon: MessageSquare,
      shortcuts: ['C'],
      keywords: 'thread discuss mention note review',
      isEnabled: () => comment !== undefined && selection.getState().ids.size <= 1,
      run: () => comment?.([...selection.getState().ids][0] ?? null),
    },
  ]
}
