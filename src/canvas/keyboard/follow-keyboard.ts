import { hasOwnKeys, isTextField } from '#src/ui/dispatch-keys.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { pressKey } from './canvas-keys.ts'

/** Keys and the clipboard, for as long as nothing else on the page has the keyboard. Gives the way to stop. */
export function followKeyboard(core: CanvasCore, root: HTMLElement): () => void {
  const isOurs = (event: Event): boolean =>
    !event.defaultPrevented &&
    !isTextField(event.target) &&
    !hasOwnKeys(event.target) &&
    (event.target === document.body || (event.target instanceof Node && root.contains(event.target)))

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || !isOurs(event)) return
    const isOnButton = event.target instanceof Element && event.target.closest('button') !== null
    if (event.code === 'Space' && !isOnButton) {
      core.state.setState({ isSpaceDown: true })
      event.preventDefault()
      return
    }
    if (pressKey(core, event)) event.preventDefault()
  }
  const onKeyUp = (event: KeyboardEvent): void => {
    if (event.code === 'Space') core.state.setState({ isSpaceDown: false })
  }
  const onBlur = (): void => core.state.setState({ isSpaceDown: false })

  const onCopy = (event: ClipboardEvent): void => {
    if (!isOurs(event) || window.getSelection()?.isCollapsed === false) return
    const text = event.type === 'cut' ? core.editor.cut() : core.editor.copy()
    if (text === '' || !event.clipboardData) return
    event.clipboardData.setData('text/plain', text)
    event.preventDefault()
  }
  const onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (!isOurs(event) || text === '' || !core.canEdit) return
    const { cell } = core.state.getState()
    const hasSelection = core.editor.selection.getState().ids.size > 0
    core.editor.paste(text, cell && !hasSelection ? cell : undefined)
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
