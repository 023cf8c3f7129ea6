// With the page, not with the part that comes late: a part is not fetched anew when only its styles failed.
import './carets.css'
import { createStore } from 'zustand/vanilla'
import type { TextArgs } from '#shared/model/commands/texts.ts'
import type { Editor } from '../editor.ts'
import type { fieldCarets } from './field-carets.ts'

const part = createStore<{ readonly share: typeof fieldCarets | null }>(() => ({ share: null }))

/**
 * Fetches what tells of carets and draws them; fields that wait for it hear of it. Rejects when it cannot be fetched: asking again is left
 * to whoever fetches it ahead.
 */
export const loadCarets = async (): Promise<void> => {
  part.setState({ share: (await import('./field-carets.ts')).fieldCarets })
}

/**
 * Tells the others where one's caret is while a field has the focus, and draws theirs over it, from when what does so is there. Gives
 * the way to stop.
 */
export function shareCarets(field: HTMLTextAreaElement, editor: Editor, where: TextArgs): () => void {
  const { others } = editor.carets
  let stop = (): void => {}
  const ask = (): void => void loadCarets().catch(() => {})
  const begin = (): void => {
    const { share } = part.getState()
    if (!share) return
    stop()
    stop = share(field, editor, where)
  }
  const stops = [part.subscribe(begin), others.subscribe(ask), () => field.removeEventListener('focus', ask)]
  field.addEventListener('focus', ask)
  stop = (): void => {
    for (const one of stops) one()
  }
  if (part.getState().share) begin()
  else if (document.activeElement === field || others.getState().length > 0) ask()
  return () => stop()
}
