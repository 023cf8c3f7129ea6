import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import type { MenuEntry } from './menu-entry.ts'
import { MENU_CLASS, MenuEntries } from './MenuEntries.tsx'

interface MenuProps {
  /** A button; it gets `aria-haspopup` and `aria-expanded`. */
  readonly trigger: ReactNode
  readonly entries: readonly MenuEntry[]
  readonly align?: 'start' | 'center' | 'end' | undefined
  readonly side?: 'top' | 'right' | 'bottom' | 'left' | undefined
  /** Something above the lines that is not a choice, e.g. who is signed in. */
  readonly header?: ReactNode
  readonly onOpenChange?: ((open: boolean) => void) | undefined
}

/** A list of verbs behind a button. */
export const Menu = ({ trigger, entries, align = 'start', side = 'bottom', header, onOpenChange }: MenuProps) => (
  <DropdownMenu.Root modal={false} {...(onOpenChange ? { onOpenChange } : {})}>
    <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
    <DropdownMenu.Portal>
      <DropdownMenu.Content align={align} side={side} sideOffset={4} collisionPadding={8} className={MENU_CLASS}>
        {header}
        <MenuEntries entries={entries} parts={DropdownMenu} />
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  </DropdownMenu.Root>
)
