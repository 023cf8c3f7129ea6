import { cn } from './cn.ts'
import { shortcutText } from './shortcut-text.ts'

interface KbdProps {
  /** Keys joined by +, `Mod` for Ctrl or ⌘: `Mod+Shift+Z`. */
  readonly keys: string
  readonly className?: string | undefined
}

/** A keyboard shortcut, printed as this machine prints it. */
export const Kbd = ({ keys, className }: KbdProps) => (
  <kbd className={cn('font-sans text-2xs font-medium tracking-wide whitespace-nowrap text-ink-faint', className)}>
    {shortcutText(keys)}
  </kbd>
)
