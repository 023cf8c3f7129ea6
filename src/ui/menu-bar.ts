import type { MenuEntry } from './menu-entry.ts'

export interface BarMenu {
  readonly label: string
  /** Asked as the menu opens, so that it shows what can be done then. */
  readonly entries: () => readonly MenuEntry[]
}

/** A menu that was pressed before the menus were there. */
export interface WantedMenu {
  readonly label: string
  readonly isByKey: boolean
}

export const MENU_BAR_CLASS = 'flex items-center'
export const BAR_BUTTON_CLASS =
  'h-6 cursor-default rounded-md px-2 text-sm text-ink-muted outline-offset-0 select-none hover:bg-ink/6 hover:text-ink data-[state=open]:bg-ink/8 data-[state=open]:text-ink'
