const STORAGE_KEY = 'waymark-recent-actions'
const KEPT = 6

/** Ids of the actions that were chosen in the palette lately, the latest first. */
export function recentActions(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '[]')
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string').slice(0, KEPT) : []
  } catch {
    // Storage is switched off, or holds something that is not ours: nothing is recent.
    return []
  }
}

export function rememberAction(id: string): void {
  const ids = [id, ...recentActions().filter((other) => other !== id)].slice(0, KEPT)
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(ids))
  } catch {
    // Storage is switched off: nothing is remembered.
  }
}
