import { Paintbrush, PaintBucket } from 'lucide-react'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import type { Action } from '#src/ui/actions.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { selectedCards } from '../selected-cards.ts'
import { tellRefusal } from '../tell-refusal.ts'

/** The format painter: takes the style of one card over to others. */
export function styleActions(core: CanvasCore): readonly Action[] {
  const { editor, state, canEdit } = core
  const styling = { group: 'Edit', section: 'style', keywords: 'format painter looks colour' } as const
  return [
    {
      id: 'edit.copy-style',
      ...styling,
      label: 'Copy style',
      icon: Paintbrush,
      shortcuts: ['Mod+Alt+C'],
      contexts: ['card', 'several'],
      isEnabled: () => canEdit && selectedCards(core).length > 0,
      run: () => state.setState({ copiedStyle: selectedCards(core)[0]?.style ?? {} }),
    },
    {
      id: 'edit.paste-style',
      ...styling,
      label: 'Paste style',
      icon: PaintBucket,
      shortcuts: ['Mod+Alt+V'],
      contexts: ['card', 'several'],
      isEnabled: () => canEdit && state.getState().copiedStyle !== null && selectedCards(core).length > 0,
      run: () => {
        const { copiedStyle } = state.getState()
        // A card without a style of its own takes that of the others away.
        const style = copiedStyle && Object.keys(copiedStyle).length > 0 ? copiedStyle : undefined
        tellRefusal(editor.run(editCards, { cardIds: selectedCards(core).map(({ id }) => id), patch: { style } }))
      },
    },
  ]
}
