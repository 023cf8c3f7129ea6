import { Menubar } from 'radix-ui'
import { type FocusEvent, type KeyboardEvent, useRef } from 'react'
import { focusAgain, useLateChoice } from './late-choice.ts'
import type { MenuEntry } from './menu-entry.ts'
import { MENU_CLASS, MenuEntries } from './MenuEntries.tsx'

export interface BarMenu {
  readonly label: string
  /** Asked as the menu opens, so that it shows what can be done then. */
  readonly entries: () => readonly MenuEntry[]
}

interface MenuBarProps {
  /** Its name for screen readers. */
  readonly label: string
  readonly menus: readonly BarMenu[]
}

/**
 * Menus side by side, as on the desktop. What is chosen runs when the menu is gone and the focus is back where it was before, so that
 * a choice may move the focus on.
 */
export function MenuBar({ label, menus }: MenuBarProps) {
  const focusedBefore = useRef<Element | null>(null)
  const { later, run } = useLateChoice()

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
    returnFocus()
  }
  return (
    <Menubar.Root
      aria-label={label}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      className="flex items-center"
      data-testid="menu-bar"
    >
      {menus.map((menu) => (
        <Menubar.Menu key={menu.label}>
          <Menubar.Trigger className="h-6 cursor-default rounded-md px-2 text-sm text-ink-muted outline-offset-0 select-none hover:bg-ink/6 hover:text-ink data-[state=open]:bg-ink/8 data-[state=open]:text-ink">
            {menu.label}
          </Menubar.Trigger>
          <Menubar.Portal>
            <Menubar.Content
              align="start"
              sideOffset={4}
              collisionPadding={8}
              className={`${MENU_CLASS} min-w-60`}
              onCloseAutoFocus={(event) => {
                if (run(returnFocus)) event.preventDefault()
              }}
            >
              <LazyEntries entries={menu.entries} later={later} />
            </Menubar.Content>
          </Menubar.Portal>
        </Menubar.Menu>
      ))}
    </Menubar.Root>
  )
}

interface LazyEntriesProps {
  readonly entries: () => readonly MenuEntry[]
  readonly later: (entry: MenuEntry) => MenuEntry
}

/** Mounted as the menu opens. */
const LazyEntries = ({ entries, later }: LazyEntriesProps) => (
  <MenuEntries entries={entries().map(later)} parts={Menubar} />
)
