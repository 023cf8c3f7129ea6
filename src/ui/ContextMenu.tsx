import { ContextMenu as Primitive } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { focusAgain, useLateChoice } from './late-choice.ts'
import type { MenuEntry } from './menu-entry.ts'
import { MENU_CLASS, MenuEntries } from './MenuEntries.tsx'

interface ContextMenuProps {
  readonly entries: readonly MenuEntry[]
  /** One element; right click, long press or the menu key on it opens the menu. */
  readonly children: ReactNode
  readonly disabled?: boolean | undefined
  readonly onOpenChange?: ((open: boolean) => void) | undefined
}

/** Verbs for the thing under the pointer. All of them must be reachable elsewhere too. */
export function ContextMenu({ entries, children, disabled = false, onOpenChange }: ContextMenuProps) {
  const focusedBefore = useRef<Element | null>(null)
  const isOpen = useRef(false)
  const { later, run } = useLateChoice()
  return (
    <Primitive.Root
      modal={false}
      onOpenChange={(open) => {
        isOpen.current = open
        // Opened again before the focus was back from the time before, it goes back to where it was then.
        const { activeElement } = document
        if (open && activeElement !== document.body && !activeElement?.closest('[role=menu]'))
          focusedBefore.current = activeElement
        onOpenChange?.(open)
      }}
    >
      <Primitive.Trigger asChild disabled={disabled}>
        {children}
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          collisionPadding={8}
          className={MENU_CLASS}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            // Opened again meanwhile, it would be closed by the focus that leaves it.
            const returnFocus = (): void => {
              if (!isOpen.current) focusAgain(focusedBefore.current)
            }
            // A click elsewhere has moved the focus already.
            if (!run(returnFocus) && document.activeElement === document.body) returnFocus()
          }}
        >
          <MenuEntries entries={entries.map(later)} parts={Primitive} />
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
