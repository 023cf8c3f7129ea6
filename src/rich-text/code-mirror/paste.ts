import { EditorView } from '@codemirror/view'
import { cleanText } from '#shared/lib/clean-text.ts'
import { richTextFromHtml } from './pasted-html.ts'

/** Longer pages are pasted as plain words: nobody wants to wait for the formats of a book. */
const HTML_MAX_LENGTH = 2_000_000

/** Pasting: formats of pages and documents become ours; with Shift (or from a plain text) the words alone come in. */
export const pasteRichText = EditorView.domEventHandlers({
  paste(event, view) {
    const html = event.clipboardData?.getData('text/html') ?? ''
    const plain = event.clipboardData?.getData('text/plain') ?? ''
    // The canvas around it would paste cards.
    event.stopPropagation()
    if (plain === '' && html === '') return false
    event.preventDefault()
    const rich = html === '' || html.length > HTML_MAX_LENGTH ? '' : richTextFromHtml(html)
    const text = cleanText(rich === '' ? plain : rich)
    view.dispatch(view.state.replaceSelection(text), { userEvent: 'input.paste', scrollIntoView: true })
    return true
  },
  copy: (event) => {
    event.stopPropagation()
    return false
  },
  cut: (event) => {
    event.stopPropagation()
    return false
  },
})
