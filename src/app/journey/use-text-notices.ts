import { useEffect } from 'react'
import { restoreElements } from '#shared/model/commands/restore-elements.ts'
import { elementKindOf } from '#shared/model/selectors/element-kind-of.ts'
import { cutTexts } from '#src/editor/cut-texts.ts'
import type { Editor } from '#src/editor/editor.ts'
import { toast } from '#src/ui/toast.ts'

/** Tells what happens to texts under one's hands: cut because they are too long, or deleted by somebody else. */
export function useTextNotices(editor: Editor): void {
  useEffect(
    () =>
      cutTexts.subscribe((cut) => {
        if (!cut) return
        toast(`This text holds ${cut.maxLength.toLocaleString('en')} letters`, {
          description: `The last ${cut.leftOut.toLocaleString('en')} of what you pasted were left out. All of it is still on your clipboard.`,
        })
      }),
    [],
  )
  useEffect(() => followLostTexts(editor), [editor])
}

const isTypingBeside = (): boolean =>
  document.activeElement?.matches('textarea, input, [contenteditable=true]') === true

/** When somebody else deletes what one is typing in, says so and offers to bring it back. Gives the way to stop. */
export function followLostTexts(editor: Editor): () => void {
  /** What went while one was typing in it; whose doing it was is told right after. */
  let lost: string | null = null
  const isGone = (id: string): boolean => elementKindOf(editor.getSnapshot(), id) === undefined
  const stopSelection = editor.selection.subscribe((now, before) => {
    const { editingId } = before
    if (editingId !== null && now.editingId === null && isGone(editingId)) lost = editingId
    else if (before.ids.size === 1 && now.ids.size === 0 && isTypingBeside()) {
      const [id] = before.ids
      if (id !== undefined && isGone(id)) lost = id
    }
  })
  const stopSnapshot = editor.subscribe((isOwn) => {
    const id = lost
    lost = null
    if (id === null || isOwn || !editor.canEdit) return
    toast('Somebody deleted what you were typing in', {
      description: 'Your words are kept with it.',
      action: {
        label: 'Bring it back',
        onClick: () => {
          const restored = editor.run(restoreElements, { ids: [id] })
          if (restored.ok) editor.select([id])
          else toast('It is there again already')
        },
      },
    })
  })
  return () => {
    stopSelection()
    stopSnapshot()
  }
}
