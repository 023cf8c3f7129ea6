import { useSyncExternalStore } from 'react'
import type { SessionBody } from '#shared/contract/rest/session.ts'
import { useSession } from '#src/api/queries.ts'

const STORAGE_KEY = 'waymark-workspace'
const listeners = new Set<() => void>()

const readChoice = (): string | null => {
  try {
    return localStorage.getItem(STORAGE_KEY)
  } catch {
    // Storage is switched off: the choice lasts until the page is left.
    return null
  }
}

let choice = readChoice()

/** Goes on in another workspace, and begins there the next time. */
export function chooseWorkspace(id: string): void {
  choice = id
  try {
    localStorage.setItem(STORAGE_KEY, id)
  } catch {
    // See above.
  }
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where one is on the pages that show a workspace: as chosen on this machine, else one's first. `null`: a member of none. */
export function useCurrentWorkspace(): SessionBody['workspaces'][number] | null {
  const chosen = useSyncExternalStore(subscribe, () => choice)
  const mine = useSession().data?.workspaces ?? []
  return mine.find(({ id }) => id === chosen) ?? mine[0] ?? null
}
