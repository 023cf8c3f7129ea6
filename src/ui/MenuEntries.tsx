import { Check, ChevronRight } from 'lucide-react'
import type { ContextMenu, DropdownMenu, Menubar } from 'radix-ui'
import { cn } from './cn.ts'
import { Kbd } from './Kbd.tsx'
import type { MenuEntry } from './menu-entry.ts'

/** The box of menus. */
export const MENU_CLASS =
  'z-50 max-h-(--radix-popper-available-height) min-w-48 max-w-80 animate-pop overflow-y-auto rounded-lg bg-surface-raised p-1 shadow-overlay outline-none'

const ITEM_CLASS =
  'flex min-h-8 w-full cursor-default items-center gap-2.5 rounded-md px-2 text-left text-sm text-ink outline-none select-none ' +
  'data-highlighted:bg-ink/6 data-disabled:pointer-events-none data-disabled:text-ink-faint data-disabled:opacity-60 data-[state=open]:bg-ink/6 pointer-coarse:min-h-10'

interface MenuEntriesProps {
  readonly entries: readonly MenuEntry[]
  /** All kinds of menus have the same parts. */
  readonly parts: typeof DropdownMenu | typeof ContextMenu | typeof Menubar
}

/** Draws the lines of a menu with the parts of a dropdown, a context menu or a menu bar. */
export function MenuEntries({ entries, parts }: MenuEntriesProps) {
  const anyIcon = entries.some((entry) => entry.kind === 'check' || ('icon' in entry && entry.icon !== undefined))
  return entries.map((entry, index) => {
    const key = 'label' in entry ? entry.label : index
    switch (entry.kind) {
      case 'separator':
        return <parts.Separator key={key} className="mx-1 my-1 h-px bg-line" />
      case 'heading':
        return (
          <parts.Label key={key} className="px-2 pt-1.5 pb-1 text-2xs font-medium text-ink-faint">
            {entry.label}
          </parts.Label>
        )
      case 'check':
        return (
          <parts.CheckboxItem
            key={key}
            checked={entry.checked}
            disabled={entry.disabled ?? false}
            onCheckedChange={entry.onChange}
            className={ITEM_CLASS}
          >
            <span className="flex size-4 items-center justify-center">
              <parts.ItemIndicator>
                <Check aria-hidden className="size-4 text-accent" />
              </parts.ItemIndicator>
            </span>
            <span className="min-w-0 flex-1 truncate">{entry.label}</span>
            {entry.shortcut !== undefined && <Kbd keys={entry.shortcut} />}
          </parts.CheckboxItem>
        )
      case 'sub':
        return (
          <parts.Sub key={key}>
            <parts.SubTrigger disabled={entry.disabled ?? false} className={ITEM_CLASS}>
              <EntryIcon icon={entry.icon} reserve={anyIcon} />
              <span className="min-w-0 flex-1 truncate">{entry.label}</span>
              <ChevronRight aria-hidden className="size-4 text-ink-faint" />
            </parts.SubTrigger>
            <parts.Portal>
              <parts.SubContent sideOffset={4} collisionPadding={8} className={MENU_CLASS}>
                <MenuEntries entries={entry.entries} parts={parts} />
              </parts.SubContent>
            </parts.Portal>
          </parts.Sub>
        )
      default:
        return (
          <parts.Item
            key={key}
            disabled={entry.disabled ?? false}
            onSelect={entry.onSelect}
            className={cn(ITEM_CLASS, entry.danger && 'text-danger data-highlighted:bg-danger-soft')}
          >
            <EntryIcon icon={entry.icon} reserve={anyIcon} danger={entry.danger} />
            <span className="min-w-0 flex-1 truncate">{entry.label}</span>
            {entry.shortcut !== undefined && <Kbd keys={entry.shortcut} />}
          </parts.Item>
        )
    }
  })
}

interface EntryIconProps {
  readonly icon: Extract<MenuEntry, { kind: 'sub' }>['icon']
  /** Keeps the room free so that all words of a menu start on one line. */
  readonly reserve: boolean
  readonly danger?: boolean | undefined
}

const EntryIcon = ({ icon: LineIcon, reserve, danger = false }: EntryIconProps) =>
  LineIcon === undefined ? (
    reserve && <span className="size-4" />
  ) : (
    <LineIcon
      aria-hidden
      strokeWidth={1.75}
      className={cn('size-4 shrink-0', danger ? 'text-danger' : 'text-ink-muted')}
    />
  )
