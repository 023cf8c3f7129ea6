import { useState } from 'react'

/** Where the focus was: for a line of a menu, which is about to go, the button of that menu. */
function focusedNow(): Element | null {
  const menu = document.activeElement?.closest('[role="menu"]')
  const trigger = document.getElementById(menu?.getAttribute('aria-labelledby') ?? '')
  return trigger ?? document.activeElement
}

/**
 * Remembers what had the focus when the component appeared; the returned handler gives it back. Radix only knows triggers of its
 * own, our dialogs are opened by state.
 */
export function useOpener(): (event: Event) => void {
  const [opener] = useState(focusedNow)
  return (event) => {
    event.preventDefault()
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
  }
}
