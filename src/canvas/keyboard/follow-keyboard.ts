import { hasOwnKeys, isTextField } from '#src/ui/dispatch-keys.ts'
import { preferences } from '#src/ui/preferences.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { canEditSelected, editSelected } from '../gestures/edit-selected.ts'
import { withLaterParts } from '../later.ts'
import { pressKey } from './canvas-keys.ts'
import { textsOfSelection } from './clipboard.ts'

/** Keys and the clipboard, for as long as nothing else on the page has the keyboard. Gives the way to stop. */
export function followKeyboard(core: CanvasCore, root: HTMLElement): () => void {
  const isOurs = (event: Event): boolean =>
    !event.defaultPrevented &&
    !isTextField(event.target) &&
    !hasOwnKeys(event.target) &&
    (event.target === document.body || (event.target instanceof Node && root.contains(event.target)))

  // Mod+Shift+V comes as a paste that does not tell of Shift.
  let isShiftDown = false
  const onKeyDown = (event: KeyboardEvent): void => {
    isShiftDown = event.shiftKey
    if (event.isComposing || !isOurs(event)) return
    const isOnButton = event.target instanceof Element && event.target.closest('button') !== null
    if (event.code === 'Space' && !isOnButton) {
      core.state.setState({ isSpaceDown: true })
      event.preventDefault()
      return
    }
    if (pressKey(core, event)) event.preventDefault()
    else if (isWriting(event) && canEditSelected(core)) editSelected(core)
  }
  const onKeyUp = (event: KeyboardEvent): void => {
    isShiftDown = event.shiftKey
    if (event.code === 'Space') core.state.setState({ isSpaceDown: false })
  }
  const onBlur = (): void => core.state.setState({ isSpaceDown: false })

  const onCopy = (event: ClipboardEvent): void => {
    if (!isOurs(event) || window.getSelection()?.isCollapsed === false || !event.clipboardData) return
    const texts = textsOfSelection(core.editor, event.type === 'cut' ? 'cut' : 'copy')
    if (!texts) return
    event.clipboardData.setData('text/plain', texts.plain)
    event.clipboardData.setData('text/html', texts.html)
    event.preventDefault()
  }
  const onPaste = (event: ClipboardEvent): void => {
    const get = (type: string): string => event.clipboardData?.getData(type) ?? ''
    const texts = { plain: get('text/plain'), html: get('text/html') }
    if (!isOurs(event) || !core.canEdit || (texts.plain === '' && texts.html === '')) return
    const how = { isPlain: isShiftDown }
    withLaterParts(({ pasteHere, textToPaste }) => pasteHere(core, textToPaste(texts, how)))
    event.preventDefault()
  }
  window.addEventListener('keydown', onKeyDown)
  window.addEventListener('keyup', onKeyUp)
  window.addEventListener('blur', onBlur)
  document.addEventListener('copy', onCopy)
  document.addEventListener('cut', onCopy)
  document.addEventListener('paste', onPaste)
  return () => {
    window.removeEventListener('keydown', onKeyDown)
    window.removeEventListener('keyup', onKeyUp)
    window.removeEventListener('blur', onBlur)
    document.removeEventListener('copy', onCopy)
    document.removeEventListener('cut', onCopy)
    document.removeEventListener('paste', onPaste)
  }
}

/**
 * With single-letter keys switched off, letters are free: typing on a card or cell begins to write at the end of its text. The field is
 * there before the browser puts the letter in.
 */
const isWriting = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  !preferences.getState().hasSingleKeys &&
  (key.length === 1 || key > '\u{7f}') &&
  key !== ' ' &&
  !ctrlKey &&
  !metaKey &&
  !altKey
