import { useState } from 'react'

export interface Selection {
  readonly ids: ReadonlySet<string>
  /** `isRange`: all from the one that was chosen last up to this one. */
  toggle(id: string, options?: { readonly isRange?: boolean }): void
  all(): void
  clear(): void
}

/** Which of these are selected; those that are not shown any more are not. */
export function useSelection(shown: readonly string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [anchor, setAnchor] = useState<string | null>(null)
  const ids = new Set(shown.filter((id) => chosen.has(id)))
  return {
    ids,
    toggle(id, { isRange = false } = {}) {
      const next = new Set(ids)
      const from = anchor === null ? -1 : shown.indexOf(anchor)
      const to = shown.indexOf(id)
      if (isRange && from >= 0 && to >= 0) {
        for (const one of shown.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one)
      } else if (!next.delete(id)) {
        next.add(id)
      }
      setAnchor(id)
      setChosen(next)
    },
    all: () => setChosen(new Set(shown)),
    clear: () => setChosen(new Set()),
  }
}
