import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import type { MenuEntry } from './menu-entry.ts'
import { MENU_CLASS, MenuEntries } from './MenuEntries.tsx'
import { TriggerStandIn } from './TriggerStandIn.tsx'
import { useFirstLine } from './use-first-line.ts'

interface MenuBoxProps {
  readonly entries: readonly MenuEntry[]
  readonly align?: 'start' | 'center' | 'end' | undefined
  readonly side?: 'top' | 'right' | 'bottom' | 'left' | undefined
  readonly header?: ReactNode
  readonly triggerId: string
  readonly contentId: string
  readonly isByKey: boolean
}

interface MenuContentProps extends MenuBoxProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly element: () => HTMLElement | null
}

/** What a `Menu` opens; its button is there already. */
export const MenuContent = ({ open, onOpenChange, element, ...box }: MenuContentProps) => (
  <DropdownMenu.Root modal={false} open={open} onOpenChange={onOpenChange}>
    <DropdownMenu.Trigger asChild>
      <TriggerStandIn of={element} />
    </DropdownMenu.Trigger>
    <DropdownMenu.Portal>
      <MenuBox {...box} />
    </DropdownMenu.Portal>
  </DropdownMenu.Root>
)

/** Mounted as the menu opens. */
function MenuBox({ entries, header, triggerId, contentId, isByKey, align = 'start', side = 'bottom' }: MenuBoxProps) {
  const onFocus = useFirstLine(isByKey)
  return (
    <DropdownMenu.Content
      id={contentId}
      aria-labelledby={triggerId}
      align={align}
      side={side}
      sideOffset={4}
      collisionPadding={8}
      onFocus={onFocus}
      className={MENU_CLASS}
    >
      {header}
      <MenuEntries entries={entries} parts={DropdownMenu} />
    </DropdownMenu.Content>
  )
}
