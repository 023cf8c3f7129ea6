import type { SnapGuide } from '#shared/layout/snap.ts'

/** The lines through what a drag has brought into line. Never in React: they may change with every move of the pointer. */
export interface Guides {
  readonly get: () => readonly SnapGuide[]
  readonly set: (guides: readonly SnapGuide[]) => void
  readonly subscribe: (listener: () => void) => () => void
}

const NONE: readonly SnapGuide[] = []

export function createGuides(): Guides {
  let now = NONE
  const listeners = new Set<() => void>()
  return {
    get: () => now,
    set: (guides) => {
      if (now.length === 0 && guides.length === 0) return
      now = guides
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
