const isApple = (): boolean => /mac|iphone|ipad/i.test(navigator.userAgent)

const APPLE: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↵', Backspace: '⌫' }
const OTHER: Readonly<Record<string, string>> = { Mod: 'Ctrl' }

/** The keys of a shortcut as this machine prints them: `Mod+Shift+Z` is ⌘⇧Z on a Mac, Ctrl+Shift+Z elsewhere. */
export function shortcutText(shortcut: string): string {
  const apple = isApple()
  const names = apple ? APPLE : OTHER
  return shortcut
    .split('+')
    .map((key) => names[key] ?? key)
    .join(apple ? '' : '+')
}
