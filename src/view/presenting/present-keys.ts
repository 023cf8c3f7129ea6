/** What can be done by key while one presents. */
export type PresentKey = 'next' | 'previous' | 'first' | 'last' | 'end' | 'laser' | 'notes' | 'full-screen'

const KEYS: Readonly<Record<string, PresentKey>> = {
  ArrowRight: 'next',
  ArrowDown: 'next',
  PageDown: 'next',
  ' ': 'next',
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  PageUp: 'previous',
  Home: 'first',
  End: 'last',
  Escape: 'end',
  l: 'laser',
  n: 'notes',
  f: 'full-screen',
}

/** Where a key has a meaning of its own. */
const OWN = 'button, a[href], select, input, textarea, [role=dialog]'

/**
 * What a key means; `null`: nothing here. Space and Enter press the button that has the focus, a card or list is walked by arrows, and a
 * sheet that is open takes Escape for itself.
 */
export function presentKeyOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target' | 'defaultPrevented'>,
) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return null
  const key = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key]
  if (key === undefined) return null
  const at = typeof Element !== 'undefined' && event.target instanceof Element ? event.target.closest(OWN) : null
  if (at !== null && (event.key === ' ' || at.matches('select, input, textarea'))) return null
  return key
}
