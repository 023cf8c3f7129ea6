import { describe, expect, it } from 'vitest'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { newJourneyDocument } from '#shared/model/new-document.ts'
import { createEditor } from '#src/editor/editor.ts'
import { tellUndoable } from '#src/ui/tell-undoable.ts'
import { toasts } from '#src/ui/toast.ts'

function withOneCard() {
  const editor = createEditor(newJourneyDocument(), { canEdit: true })
  editor.run(addFreeCard, { x: 0, y: 0 })
  tellUndoable(editor, 'Added a card')
  const told = () => toasts.getState().items.find(({ message }) => message === 'Added a card')
  return { editor, told, cards: () => editor.getSnapshot().cards.size }
}

describe('a notice with the way back', () => {
  it('takes the step back, and goes', () => {
    const { told, cards } = withOneCard()
    expect(cards()).toBe(1)
    told()?.action?.onClick()
    expect(cards()).toBe(0)
    expect(told()).toBeUndefined()
  })

  it('goes when the step was taken back elsewhere', () => {
    const { editor, told } = withOneCard()
    expect(told()).toBeDefined()
    editor.undo()
    expect(told()).toBeUndefined()
  })

  it('goes when another step follows, which its button would take back', () => {
    const { editor, told } = withOneCard()
    editor.run(addFreeCard, { x: 200, y: 0 })
    expect(told()).toBeUndefined()
  })
})
