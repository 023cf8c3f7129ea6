import type { Icon } from './icon.ts'

/** One line of a `Menu` or `ContextMenu`. */
export type MenuEntry =
  | {
      readonly kind?: 'item'
      readonly label: string
      readonly icon?: Icon | undefined
      readonly shortcut?: string | undefined
      readonly danger?: boolean | undefined
      readonly disabled?: boolean | undefined
      readonly onSelect: () => void
    }
  | {
      readonly kind: 'check'
      readonly label: string
      readonly checked: boolean
      readonly shortcut?: string | undefined
      readonly disabled?: boolean | undefined
      readonly onChange: (checked: boolean) => void
    }
  | {
      readonly kind: 'sub'
      readonly label: string
      readonly icon?: Icon | undefined
      readonly disabled?: boolean | undefined
      readonly entries: readonly MenuEntry[]
    }
  | { readonly kind: 'heading'; readonly label: string }
  | { readonly kind: 'separator' }
