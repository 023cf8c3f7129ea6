import { type FocusEvent, type KeyboardEvent, useCallback, useRef, useState } from 'react'
import { useSoon } from './late.ts'
import { focusAgain } from './late-choice.ts'
import type { BarMenu, WantedMenu } from './menu-bar.ts'
import { WaitingMenuBar } from './WaitingMenuBar.tsx'

interface MenuBarProps {
  /** Its name for screen readers. */
  readonly label: string
  readonly menus: readonly BarMenu[]
  /** Over when the menus have all their lines; none opens before. */
  readonly ready: () => Promise<void>
}

/**
 * Menus side by side, as on the desktop. The bar is drawn at once and looks the same when its menus have come; one that was pressed
 * before opens then.
 */
export function MenuBar({ label, menus, ready }: MenuBarProps) {
  const focusedBefore = useRef<Element | null>(null)
  /** The menu whose button had the focus when the bar came to life. */
  const focusedMenu = useRef<string | null>(null)
  const [wanted, setWanted] = useState<WantedMenu | null>(null)
  const load = useCallback(async () => {
    const [{ LiveMenuBar }] = await Promise.all([import('./LiveMenuBar.tsx'), ready()])
    return LiveMenuBar
  }, [ready])
  const live = useSoon(load, wanted !== null)

  const onFocus = (event: FocusEvent): void => {
    const from = event.relatedTarget
    if (from instanceof Element && (event.currentTarget.contains(from) || from.closest('[role=menu]'))) return
    focusedBefore.current = from
  }
  const returnFocus = (): void => focusAgain(focusedBefore.current)
  // Of a menu that is open Escape closes that; once more leaves the bar.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || !event.currentTarget.contains(event.target as Node)) return
    event.preventDefault()
    setWanted(null)
    returnFocus()
  }
  const bar = { 'aria-label': label, onFocus, onKeyDown }
  return live === null ? (
    <WaitingMenuBar {...bar} menus={menus} wanted={wanted} onWant={setWanted} focusedMenu={focusedMenu} />
  ) : (
    <live.Part {...bar} menus={menus} wanted={wanted} returnFocus={returnFocus} focusedMenu={focusedMenu} />
  )
}
