import { Menubar } from 'radix-ui'
import { type FocusEvent, type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react'
import { useLateChoice } from './late-choice.ts'
import { BAR_BUTTON_CLASS, type BarMenu, MENU_BAR_CLASS, type WantedMenu } from './menu-bar.ts'
import type { MenuEntry } from './menu-entry.ts'
import { MENU_CLASS, MenuEntries } from './MenuEntries.tsx'
import { useFirstLine } from './use-first-line.ts'

interface LiveMenuBarProps {
  readonly 'aria-label': string
  readonly menus: readonly BarMenu[]
  /** Opens at once. */
  readonly wanted: WantedMenu | null
  /** Gives the focus back to where it was before it came to the bar. */
  readonly returnFocus: () => void
  readonly focusedMenu: RefObject<string | null>
  readonly onFocus: (event: FocusEvent) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/**
 * A menu bar with its menus. What is chosen runs when the menu is gone and the focus is back where it was before, so that a choice may
 * move the focus on.
 */
export function LiveMenuBar({ menus, wanted, returnFocus, focusedMenu, onFocus, ...rest }: LiveMenuBarProps) {
  const ref = useRef<HTMLDivElement>(null)
  const isGivenBack = useRef(false)
  useLayoutEffect(() => {
    const buttons = [...(ref.current?.querySelectorAll('button') ?? [])]
    isGivenBack.current = true
    buttons.find(({ textContent }) => textContent === focusedMenu.current)?.focus()
    isGivenBack.current = false
  }, [focusedMenu])
  return (
    <Menubar.Root
      {...rest}
      ref={ref}
      defaultValue={wanted?.label ?? ''}
      onFocus={(event) => {
        if (!isGivenBack.current) onFocus(event)
      }}
      className={MENU_BAR_CLASS}
      data-testid="menu-bar"
    >
      {menus.map((menu) => (
        <Menubar.Menu key={menu.label} value={menu.label}>
          <Menubar.Trigger className={BAR_BUTTON_CLASS}>{menu.label}</Menubar.Trigger>
          <Menubar.Portal>
            <BarMenuBox
              menu={menu}
              isByKey={wanted !== null && wanted.isByKey && wanted.label === menu.label}
              returnFocus={returnFocus}
            />
          </Menubar.Portal>
        </Menubar.Menu>
      ))}
    </Menubar.Root>
  )
}

interface BarMenuBoxProps {
  readonly menu: BarMenu
  readonly isByKey: boolean
  readonly returnFocus: () => void
}

/** Mounted as the menu opens. */
function BarMenuBox({ menu, isByKey, returnFocus }: BarMenuBoxProps) {
  const { later, run } = useLateChoice()
  const onFocus = useFirstLine(isByKey)
  return (
    <Menubar.Content
      align="start"
      sideOffset={4}
      collisionPadding={8}
      className={`${MENU_CLASS} min-w-60`}
      onFocus={onFocus}
      onCloseAutoFocus={(event) => {
        if (run(returnFocus)) event.preventDefault()
      }}
    >
      <LazyEntries entries={menu.entries} later={later} />
    </Menubar.Content>
  )
}

interface LazyEntriesProps {
  readonly entries: () => readonly MenuEntry[]
  readonly later: (entry: MenuEntry) => MenuEntry
}

const LazyEntries = ({ entries, later }: LazyEntriesProps) => (
  <MenuEntries entries={entries().map(later)} parts={Menubar} />
)
