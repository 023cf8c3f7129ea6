import type { Awareness } from 'y-protocols/awareness'
import type { Presence } from '#shared/contract/presence.ts'

/** What one shows of oneself; name and colour are the server's to say. */
export type PresencePatch = Partial<
  Pick<Presence, 'cursor' | 'selection' | 'drag' | 'connecting' | 'editing' | 'caret' | 'presenting' | 'laser'>
>

/** Others see a pointer move about 30 times a second. */
const SHOW_EVERY_MS = 33

export interface OwnPresence {
  /** Shows something; quick changes are gathered, the last one always goes out. */
  readonly show: (patch: PresencePatch) => void
  /** Says everything again: after a new connection nobody knows it. */
  readonly announce: () => void
  readonly close: () => void
}

export function createOwnPresence(awareness: Awareness): OwnPresence {
  let waiting: PresencePatch | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = (): void => {
    timer = undefined
    if (!waiting) return
    const state = { ...awareness.getLocalState(), ...waiting }
    waiting = undefined
    awareness.setLocalState(state)
    timer = setTimeout(flush, SHOW_EVERY_MS)
  }
  return {
    show(patch) {
      waiting = { ...waiting, ...patch }
      if (timer === undefined) flush()
    },
    // Setting the same state again raises its clock; others ignore a clock that they have seen.
    announce: () => awareness.setLocalState(awareness.getLocalState() ?? {}),
    close: () => clearTimeout(timer),
  }
}
