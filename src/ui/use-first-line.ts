import { type FocusEvent, useRef } from 'react'

/**
 * The `onFocus` of a menu: one that was opened by a key begins on its first line. Radix would see to that, had it been there to hear
 * the key.
 */
export function useFirstLine(isByKey: boolean): (event: FocusEvent<HTMLElement>) => void {
  const isDue = useRef(isByKey)
  return ({ target, currentTarget }) => {
    if (isDue.current && target === currentTarget)
      currentTarget.querySelector<HTMLElement>('[role^=menuitem]:not([data-disabled])')?.focus()
    isDue.current = false
  }
}
