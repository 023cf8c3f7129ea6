import { type ComponentProps, type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { BAR_BUTTON_CLASS, type BarMenu, MENU_BAR_CLASS, type WantedMenu } from './menu-bar.ts'

interface WaitingMenuBarProps extends ComponentProps<'div'> {
  readonly menus: readonly BarMenu[]
  readonly wanted: WantedMenu | null
  readonly onWant: (wanted: WantedMenu | null) => void
  /** Told as it goes. */
  readonly focusedMenu: RefObject<string | null>
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }
const OPENING_KEYS: ReadonlySet<string> = new Set(['Enter', ' ', 'ArrowDown'])

/** The buttons of a menu bar as long as its menus are on their way. One Tab stop, as later. */
export function WaitingMenuBar({ menus, wanted, onWant, focusedMenu, onKeyDown, ...rest }: WaitingMenuBarProps) {
  const ref = useRef<HTMLDivElement>(null)
  const [tabStop, setTabStop] = useState(0)
  useLayoutEffect(() => {
    const bar = ref.current
    return () => {
      focusedMenu.current = bar?.contains(document.activeElement) ? (document.activeElement?.textContent ?? null) : null
    }
  }, [focusedMenu])
  const press = (event: KeyboardEvent<HTMLButtonElement>, label: string): void => {
    const step = STEPS[event.key]
    if (step !== undefined) {
      const buttons = [...(ref.current?.querySelectorAll('button') ?? [])]
      buttons.at((buttons.indexOf(event.currentTarget) + step) % buttons.length)?.focus()
    } else if (OPENING_KEYS.has(event.key)) onWant({ label, isByKey: true })
    else return
    event.preventDefault()
  }
  return (
    <div
      {...rest}
      ref={ref}
      role="menubar"
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className={MENU_BAR_CLASS}
      data-testid="menu-bar"
    >
      {menus.map(({ label }, index) => (
        <button
          key={label}
          type="button"
          role="menuitem"
          aria-haspopup="menu"
          aria-expanded={wanted?.label === label}
          data-state={wanted?.label === label ? 'open' : 'closed'}
          tabIndex={index === tabStop ? 0 : -1}
          onFocus={() => setTabStop(index)}
          onPointerDown={(event) => {
            if (event.button !== 0 || event.ctrlKey) return
            // The menu that opens takes the focus.
            event.preventDefault()
            onWant({ label, isByKey: false })
          }}
          onKeyDown={(event) => press(event, label)}
          className={BAR_BUTTON_CLASS}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
