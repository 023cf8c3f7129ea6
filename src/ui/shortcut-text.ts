import { isApple, parseShortcut } from './shortcut.ts'

const APPLE: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Enter: '↵',
  Backspace: '⌫',
  Delete: '⌦',
  Escape: 'esc',
}
const OTHER: Readonly<Record<string, string>> = { Mod: 'Ctrl', Escape: 'Esc' }
const BOTH: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  ContextMenu: 'Menu',
}

/** The keys of a shortcut as this machine prints them: `Mod+Shift+Z` is ⌘⇧Z on a Mac, Ctrl+Shift+Z elsewhere. */
export function shortcutText(shortcut: string): string {
  const apple = isApple()
  const { isMod, isShift, isAlt, key } = parseShortcut(shortcut)
  // In the order in which each system prints them.
  const modifiers = apple
    ? [isAlt && 'Alt', isShift && 'Shift', isMod && 'Mod']
    : [isMod && 'Mod', isAlt && 'Alt', isShift && 'Shift']
  const names = apple ? APPLE : OTHER
  return [...modifiers.filter((one) => one !== false), key]
    .map((one) => names[one] ?? BOTH[one] ?? one)
    .join(apple ? '' : '+')
}
