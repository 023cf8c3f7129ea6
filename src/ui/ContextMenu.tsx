import { ContextMenu as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
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
export const ContextMenu = ({ entries, children, disabled = false, onOpenChange }: ContextMenuProps) => (
  <Primitive.Root modal={false} {...(onOpenChange ? { onOpenChange } : {})}>
    <Primitive.Trigger asChild disabled={disabled}>
      {children}
    </Primitive.Trigger>
    <Primitive.Portal>
      <Primitive.Content collisionPadding={8} className={MENU_CLASS}>
        <MenuEntries entries={entries} parts={Primitive} />
      </Primitive.Content>
    </Primitive.Portal>
  </Primitive.Root>
)
