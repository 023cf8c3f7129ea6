import type { Action, ActionRegistry } from './actions.ts'
import { preferences } from './preferences.ts'
import { isSingleCharacter, matchesShortcut } from './shortcut.ts'

const TEXT_FIELDS = 'textarea, select, [contenteditable=true], input:not([type=checkbox], [type=radio], [type=range])'
/** One that is closed may still stand there for the rest of its animation, with the focus in it. */
const OWN_KEYS = ['dialog', 'alertdialog', 'menu', 'listbox']
  .map((role) => `[role=${role}]:not([data-state=closed])`)
  .join()
const PRESSED_BY_ENTER =
  'button, a, summary, [role=button], [role=checkbox], [role=radio], [role=switch], [role=tab], input'

const isWithin = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null

/** Whether someone is typing there. */
export const isTextField = (target: EventTarget | null): boolean => isWithin(target, TEXT_FIELDS)

/** Whether a dialog or a menu has the keyboard there. */
export const hasOwnKeys = (target: EventTarget | null): boolean => isWithin(target, OWN_KEYS)

/** Whether the key presses the button, link or box that has the focus. */
export const isPressedByKey = ({ key, target }: KeyboardEvent): boolean =>
  (key === 'Enter' || key === ' ') && isWithin(target, PRESSED_BY_ENTER)

/** The first enabled action that these keys mean, else the first that they would mean if it were enabled. */
export function actionFor(actions: readonly Action[], event: KeyboardEvent): Action | undefined {
  const { hasSingleKeys } = preferences.getState()
  const typing = isTextField(event.target)
  const meant = actions.filter(
    (action) =>
      action.keysAreHeardElsewhere !== true &&
      (!typing || action.isForTyping === true) &&
      action.shortcuts?.some(
        (shortcut) => (hasSingleKeys || !isSingleCharacter(shortcut)) && matchesShortcut(event, shortcut),
      ),
  )
  return meant.find((action) => action.isEnabled?.() ?? true) ?? meant[0]
}

/** Whoever still types goes on sooner than this. */
const TYPES_ON_MS = 1_000

interface Typing {
  /** Whether the key goes on with what was typed in a field that is no longer there. */
  readonly goesOn: (event: KeyboardEvent) => boolean
  readonly stop: () => void
}

/**
 * Somebody may delete what one is typing in. What one types on then means nothing, until one pauses, points somewhere or presses another key: no
 * letter of it picks a tool, and no Backspace deletes what is selected.
 */
function followTyping(): Typing {
  let typed: { readonly field: Element; readonly at: number } | undefined
  const isTyped = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
    (key.length === 1 || key === 'Backspace' || key === 'Delete') && !ctrlKey && !metaKey && !altKey
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isTyped(event)) typed = undefined
    else if (isTextField(event.target)) typed = { field: event.target as Element, at: event.timeStamp }
  }
  const onPointerDown = (): void => {
    typed = undefined
  }
  window.addEventListener('keydown', onKeyDown, true)
  window.addEventListener('pointerdown', onPointerDown, true)
  return {
    goesOn: (event) => {
      if (!typed || isTextField(event.target) || typed.field.isConnected) return false
      if (event.timeStamp - typed.at > TYPES_ON_MS) return false
      typed = { ...typed, at: event.timeStamp }
      return true
    },
    stop: () => {
      window.removeEventListener('keydown', onKeyDown, true)
      window.removeEventListener('pointerdown', onPointerDown, true)
    },
  }
}

/**
 * The one place where keys become actions, wherever the focus is; what a part of the page has taken (`preventDefault`), what is
 * typed or composed, and what a dialog or menu hears, is left alone. Gives the way to stop.
 */
export function dispatchKeys(registry: ActionRegistry): () => void {
  const typing = followTyping()
  const onKeyDown = (event: KeyboardEvent): void => {
    if (
      event.defaultPrevented ||
      typing.goesOn(event) ||
      event.isComposing ||
      hasOwnKeys(event.target) ||
      isPressedByKey(event)
    )
      return
    const action = actionFor(registry.actions.getState(), event)
    if (action === undefined) return
    const isEnabled = action.isEnabled?.() ?? true
    // Mod+D must not turn into a bookmark because nothing is selected; other keys stay what they are in a browser.
    if (isEnabled || event.ctrlKey || event.metaKey) event.preventDefault()
    if (isEnabled) action.run()
  }
  window.addEventListener('keydown', onKeyDown)
  return () => {
    typing.stop()
    window.removeEventListener('keydown', onKeyDown)
  }
}
