import { cleanText } from '#shared/lib/clean-text.ts'
import { cutToLength } from '#shared/lib/graphemes.ts'
import { cutTexts } from './cut-texts.ts'

/**
 * Pastes into a plain field what fits and can be seen: a browser would cut a text that is too long in the middle of a letter, and
 * without a word. Does nothing when the browser may as well do it.
 */
export function pasteIntoField(field: HTMLTextAreaElement, event: ClipboardEvent, maxLength: number): void {
  const pasted = event.clipboardData?.getData('text/plain') ?? ''
  const text = cleanText(pasted)
  const { selectionStart, selectionEnd, value } = field
  const roomLeft = Math.max(0, maxLength - value.length + selectionEnd - selectionStart)
  if (text === pasted && text.length <= roomLeft) return
  event.preventDefault()
  const kept = cutToLength(text, roomLeft)
  field.setRangeText(kept, selectionStart, selectionEnd, 'end')
  field.dispatchEvent(new Event('input', { bubbles: true }))
  if (kept.length < text.length) cutTexts.setState({ maxLength, leftOut: text.length - kept.length }, true)
}
