import { type KeyboardEvent, type PointerEvent, type ReactNode, Suspense, useState } from 'react'
import { soon } from './late.ts'
import type { MenuEntry } from './menu-entry.ts'
import type { Trigger } from './trigger-element.ts'
import { useOpeningTrigger } from './use-opening-trigger.ts'

const MenuContent = soon(async () => (await import('./MenuContent.tsx')).MenuContent)

const OPENING_KEYS: ReadonlySet<string> = new Set(['Enter', ' ', 'ArrowDown'])

interface MenuProps {
  /** A button; it gets `aria-haspopup` and `aria-expanded`. */
  readonly trigger: Trigger
  readonly entries: readonly MenuEntry[]
  readonly align?: 'start' | 'center' | 'end' | undefined
  readonly side?: 'top' | 'right' | 'bottom' | 'left' | undefined
  /** Something above the lines that is not a choice, e.g. who is signed in. */
  readonly header?: ReactNode
  readonly onOpenChange?: ((open: boolean) => void) | undefined
  /** Its lines are there; it waits for them to open. */
  readonly isReady?: boolean | undefined
}

/** A list of verbs behind a button. */
export function Menu({ trigger, onOpenChange, isReady = true, ...menu }: MenuProps) {
  const { isOpen, wasOpen, setOpen, withHandlers, ...ids } = useOpeningTrigger({ trigger, opens: 'menu', onOpenChange })
  const [isByKey, setByKey] = useState(false)
  return (
    <>
      {withHandlers({
        onPointerDown: (event: PointerEvent) => {
          if (event.button !== 0 || event.ctrlKey) return
          // The menu that opens takes the focus.
          if (!isOpen) event.preventDefault()
          setByKey(false)
          setOpen(!isOpen)
        },
        onKeyDown: (event: KeyboardEvent) => {
          if (!OPENING_KEYS.has(event.key)) return
          event.preventDefault()
          setByKey(true)
          setOpen(event.key === 'ArrowDown' || !isOpen)
        },
      })}
      {wasOpen && isReady && (
        <Suspense fallback={null}>
          <MenuContent {...menu} {...ids} open={isOpen} onOpenChange={setOpen} isByKey={isByKey} />
        </Suspense>
      )}
    </>
  )
}
