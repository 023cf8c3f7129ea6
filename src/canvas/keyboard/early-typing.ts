import type { TextRoot } from '#shared/model/commands/texts.ts'
import { editText } from '#shared/model/commands/edit-text.ts'
import { type ElementKind, elementKindOf } from '#shared/model/selectors/element-kind-of.ts'
import type { TextDone } from '#src/editor/TextEditor.tsx'
import { hasOwnKeys, isTextField } from '#src/ui/dispatch-keys.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { leaveText } from './leave-text.ts'

/** A field that is not there by then does not come any more: the keys are the canvas's again. */
const PATIENCE_MS = 10_000

const DONE_BY: Readonly<Record<string, TextDone>> = { Enter: 'enter', Tab: 'tab', Escape: 'escape' }
/** Would mean something to the canvas: Backspace deletes cards, arrows walk away. */
const TEXT_KEYS = /^(Arrow|Backspace$|Delete$|Home$|End$|Page)/

const ROOTS: Readonly<Record<ElementKind, TextRoot>> = {
  card: 'cards',
  link: 'links',
  stage: 'stages',
  step: 'steps',
  lane: 'lanes',
  persona: 'personas',
}

/**
 * Who opens a text begins to type at once, but its field comes when the view has glided there and the card is mounted. What is typed
 * until then is kept and put into the field, or, when it never comes, into the text itself. Gives the way to stop.
 */
export function followEarlyTyping(core: CanvasCore, canvas: HTMLElement): () => void {
  const { editor } = core
  let typed: string[] = []
  let since = performance.now()

  const write = (id: string, field: string): void => {
    const text = typed.join('')
    typed = []
    const kind = elementKindOf(editor.getSnapshot(), id)
    if (text === '' || kind === undefined) return
    const root = ROOTS[kind]
    const index = editor.textOf(root, id, field)?.length ?? 0
    editor.run(editText, { root, id, field, index, remove: 0, insert: text })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const { editingId, editingField } = editor.selection.getState()
    const isOurs = event.target === document.body || (event.target instanceof Node && canvas.contains(event.target))
    if (editingId === null || !isOurs || isTextField(event.target) || hasOwnKeys(event.target)) return
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    if (performance.now() - since > PATIENCE_MS) {
      editor.stopEditing()
      return
    }
    const reason = DONE_BY[event.key]
    // The names of other keys are words in plain letters.
    const isLetter = event.key.length === 1 || event.key > '\u{7f}'
    if (!reason && !isLetter && !TEXT_KEYS.test(event.key)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (isLetter) typed.push(event.key)
    else if (event.key === 'Backspace') typed.pop()
    else if (reason) {
      write(editingId, editingField ?? 'title')
      leaveText(core, editingId, reason, event.shiftKey)
    }
  }
  const onFocusIn = ({ target }: FocusEvent): void => {
    if (typed.length === 0 || !isTextField(target)) return
    // Once the field has put its caret where it belongs.
    queueMicrotask(() => {
      if (typed.length === 0 || document.activeElement !== target) return
      const text = typed.join('')
      typed = []
      // The one way that fields of all kinds take for typing.
      document.execCommand('insertText', false, text)
    })
  }
  const stopSelection = editor.selection.subscribe((now, before) => {
    if (now.editingId === before.editingId && now.editingField === before.editingField) return
    since = performance.now()
    if (before.editingId !== null) write(before.editingId, before.editingField ?? 'title')
  })
  window.addEventListener('keydown', onKeyDown, { capture: true })
  canvas.addEventListener('focusin', onFocusIn)
  return () => {
    stopSelection()
    window.removeEventListener('keydown', onKeyDown, { capture: true })
    canvas.removeEventListener('focusin', onFocusIn)
    const { editingId, editingField } = editor.selection.getState()
    if (editingId !== null) write(editingId, editingField ?? 'title')
  }
}
