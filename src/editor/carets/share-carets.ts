import type { TextArgs } from '#shared/model/commands/texts.ts'
import type { Editor } from '../editor.ts'
import type { fieldCarets } from './field-carets.ts'

let share: typeof fieldCarets | undefined
let coming: Promise<void> | undefined

/** Fetches what tells of carets and draws them. It comes when one first types, or somebody else does. */
export function loadCarets(): Promise<void> {
  coming ??= import('./field-carets.ts').then(
    (carets) => {
      share = carets.fieldCarets
    },
    () => {
      // The next field asks again.
      coming = undefined
    },
  )
  return coming
}

/**
 * Tells the others where one's caret is while a field has the focus, and draws theirs over it, from when what does so is there. Gives
 * the way to stop.
 */
export function shareCarets(field: HTMLTextAreaElement, editor: Editor, where: TextArgs): () => void {
  if (share) return share(field, editor, where)
  let stop: (() => void) | undefined
  let isGone = false
  const begin = (): void => {
    stopWaiting()
    void loadCarets().then(() => {
      if (!isGone) stop = share?.(field, editor, where)
    })
  }
  const { others } = editor.carets
  const stopHearing = others.subscribe(begin)
  const stopWaiting = (): void => {
    stopHearing()
    field.removeEventListener('focus', begin)
  }
  field.addEventListener('focus', begin)
  if (document.activeElement === field || others.getState().length > 0) begin()
  return () => {
    isGone = true
    stopWaiting()
    stop?.()
  }
}
