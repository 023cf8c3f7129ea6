/** A shortcut taken apart. */
interface Shortcut {
  /** Ctrl, on a Mac ⌘. */
  readonly isMod: boolean
  readonly isShift: boolean
  readonly isAlt: boolean
  /** As `KeyboardEvent.key` names it, letters in upper case: `Z`, `1`, `?`, `Enter`, `ArrowLeft`. */
  readonly key: string
}

/** What of a `KeyboardEvent` matters here. */
export type PressedKeys = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> &
  Partial<Pick<KeyboardEvent, 'getModifierState'>>

export const isApple = (): boolean => /mac|iphone|ipad/i.test(navigator.userAgent)

/** Where the keys of signs are on most keyboards, for layouts on which the key writes another letter. */
const SIGN_CODES: Readonly<Record<string, string>> = {
  '[': 'BracketLeft',
  ']': 'BracketRight',
  '/': 'Slash',
  '\\': 'Backslash',
  '.': 'Period',
  ',': 'Comma',
  ';': 'Semicolon',
  "'": 'Quote',
  '`': 'Backquote',
  '-': 'Minus',
  '=': 'Equal',
}

/** Reads `Mod+Shift+Z`; the last part is the key, which may be `+` itself. */
export function parseShortcut(shortcut: string): Shortcut {
  const divider = shortcut.lastIndexOf('+', shortcut.length - 2)
  const modifiers = divider < 0 ? [] : shortcut.slice(0, divider).split('+')
  const key = shortcut.slice(divider + 1)
  return {
    isMod: modifiers.includes('Mod'),
    isShift: modifiers.includes('Shift'),
    isAlt: modifiers.includes('Alt'),
    key: key.length === 1 ? key.toUpperCase() : key,
  }
}

/**
 * Whether these keys are pressed, on any keyboard layout: digits count by their place (Shift+1 writes `!` here and `1` in France),
 * letters by what they write, and by their place where that is no Latin letter (Cyrillic, or ⌥ on a Mac). For signs that need Shift
 * on some layouts, Shift does not matter unless the shortcut names it.
 */
export function matchesShortcut(event: PressedKeys, shortcut: string): boolean {
  const { isMod, isShift, isAlt, key } = parseShortcut(shortcut)
  const apple = isApple()
  if ((apple ? event.metaKey : event.ctrlKey) !== isMod || (apple ? event.ctrlKey : event.metaKey)) return false
  // AltGr writes letters; Windows reports it as Ctrl+Alt.
  if (event.altKey !== isAlt || event.getModifierState?.('AltGraph') === true) return false
  if (key.length > 1) return event.shiftKey === isShift && event.key === (key === 'Space' ? ' ' : key)
  if (/[A-Z]/.test(key)) {
    const written = event.key.toUpperCase()
    const isLatin = /^[A-Z]$/.test(written)
    return event.shiftKey === isShift && (isLatin ? written === key : event.code === `Key${key}`)
  }
  if (/\d/.test(key)) {
    if (event.shiftKey !== isShift) return false
    return event.code === `Digit${key}` || (event.code === `Numpad${key}` && event.key === key)
  }
  if (isShift && !event.shiftKey) return false
  if (event.key === key) return true
  // Plus is Shift+= on most layouts; without Shift it means the same.
  if (key === '+' && event.key === '=') return true
  const writesOther = isShift || !/^[ -~]$/.test(event.key)
  return writesOther && event.shiftKey === isShift && event.code === SIGN_CODES[key]
}

/** A letter, digit or sign without Ctrl, ⌘ or Alt: easily pressed by accident or by speech input (WCAG 2.1.4). */
export function isSingleCharacter(shortcut: string): boolean {
  const { isMod, isAlt, key } = parseShortcut(shortcut)
  return !isMod && !isAlt && key.length === 1
}
