import { useRef } from 'react'
import type { MenuEntry } from './menu-entry.ts'

/** What was chosen in a menu, kept until the menu is gone: the choice may move the focus, and the menu gives it back as it goes. */
export interface LateChoice {
  /** The same line, whose choice is kept. */
  readonly later: (entry: MenuEntry) => MenuEntry
  /** Runs what was chosen, once; tells whether something was. */
  readonly run: (before: () => void) => boolean
}

export function useLateChoice(): LateChoice {
  const chosen = useRef<(() => void) | null>(null)
  const later = (entry: MenuEntry): MenuEntry => {
    switch (entry.kind) {
      case 'separator':
      case 'heading':
        return entry
      case 'check':
        return { ...entry, onChange: (checked: boolean) => void (chosen.current = () => entry.onChange(checked)) }
      case 'sub':
        return { ...entry, entries: entry.entries.map(later) }
      default:
        return { ...entry, onSelect: () => void (chosen.current = entry.onSelect) }
    }
  }
  const run = (before: () => void): boolean => {
    const choice = chosen.current
    chosen.current = null
    if (choice === null) return false
    before()
    choice()
    return true
  }
  return { later, run }
}

/** Gives the focus back to where it was; to nothing in particular where that is gone. */
export function focusAgain(element: Element | null): void {
  if (element instanceof HTMLElement && element.isConnected) element.focus({ preventScroll: true })
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}
