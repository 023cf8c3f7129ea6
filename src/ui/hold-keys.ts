import type { ActionRegistry } from './actions.ts'
import { hasOwnKeys, isPressedByKey, isTextField } from './dispatch-keys.ts'
import { preferences } from './preferences.ts'
import { isSingleCharacter, matchesShortcut } from './shortcut.ts'

/**
 * Keys of actions that are still to come (`ActionRegistry.coming`) are kept, with all that are pressed after them, and pressed again when
 * the actions are there. A press of the pointer meanwhile has decided otherwise. Gives the way to stop.
 */
export function holdKeys(registry: ActionRegistry): () => void {
  let held: KeyboardEvent[] = []

  const isOfThoseToCome = (event: KeyboardEvent): boolean => {
    const { hasSingleKeys } = preferences.getState()
    return registry.coming
      .getState()
      .some(({ keys }) => keys.some((key) => (hasSingleKeys || !isSingleCharacter(key)) && matchesShortcut(event, key)))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (registry.coming.getState().length === 0 || event.isComposing) return
    if (isTextField(event.target) || hasOwnKeys(event.target) || isPressedByKey(event)) return
    if (held.length === 0) {
      if (!isOfThoseToCome(event)) return
      void registry.complete().then(pressAgain)
    }
    event.preventDefault()
    event.stopImmediatePropagation()
    held.push(event)
  }
  const pressAgain = (): void => {
    const keys = held
    held = []
    for (const event of keys) {
      const { key, code, ctrlKey, metaKey, altKey, shiftKey, repeat } = event
      const again = { key, code, ctrlKey, metaKey, altKey, shiftKey, repeat, bubbles: true, cancelable: true }
      const target = document.activeElement ?? document.body
      target.dispatchEvent(new KeyboardEvent('keydown', again))
    }
  }
  const forget = (): void => {
    held = []
  }
  window.addEventListener('keydown', onKeyDown, { capture: true })
  window.addEventListener('pointerdown', forget, { capture: true })
  return () => {
    forget()
    window.removeEventListener('keydown', onKeyDown, { capture: true })
    window.removeEventListener('pointerdown', forget, { capture: true })
  }
}
