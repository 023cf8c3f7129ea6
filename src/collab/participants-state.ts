import type { Awareness } from 'y-protocols/awareness'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Presence, presenceSchema } from '#shared/contract/presence.ts'

/** Someone in the open journey, as the server knows them. */
export type Participant = Presence['user']

/** Who is in the journey. Renew it in React only by a selector: it changes with every move of a pointer. */
export interface ParticipantsState {
  /** Oneself, once the server has said who one is. */
  readonly self: Participant | null
  /** Everyone else by connection; one person may have several. Who did not move keeps the identity. */
  readonly others: ReadonlyMap<number, Presence>
}

export interface Participants {
  readonly store: StoreApi<ParticipantsState>
  /** Hears of one other connection only: what draws a cursor listens here. */
  readonly subscribeTo: (clientId: number, listener: () => void) => () => void
  readonly setSelf: (user: unknown) => void
  readonly close: () => void
}

const NOBODY: ReadonlyMap<number, Presence> = new Map()

/** Follows what others show of themselves. What does not validate is not shown: it came from a network. */
export function followParticipants(awareness: Awareness): Participants {
  const store = createStore<ParticipantsState>(() => ({ self: null, others: NOBODY }))
  const listeners = new Map<number, Set<() => void>>()

  const onChange = ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', readonly number[]>): void => {
    const before = store.getState().others
    const others = new Map(before)
    const changed = [...added, ...updated, ...removed].filter((clientId) => clientId !== awareness.clientID)
    if (changed.length === 0) return
    for (const clientId of changed) {
      const shown = presenceSchema.safeParse(awareness.getStates().get(clientId))
      if (shown.success) others.set(clientId, withKnownUser(shown.data, before.get(clientId)))
      else others.delete(clientId)
    }
    store.setState({ others })
    for (const clientId of changed) for (const listener of listeners.get(clientId) ?? []) listener()
  }
  awareness.on('change', onChange)

  return {
    store,
    subscribeTo(clientId, listener) {
      const known = listeners.get(clientId) ?? new Set()
      known.add(listener)
      listeners.set(clientId, known)
      return () => {
        known.delete(listener)
        if (known.size === 0 && listeners.get(clientId) === known) listeners.delete(clientId)
      }
    },
    setSelf(user) {
      const parsed = presenceSchema.shape.user.safeParse(user)
      const known = store.getState().self
      if (parsed.success && !isSameUser(parsed.data, known)) store.setState({ self: parsed.data })
    },
    close: () => awareness.off('change', onChange),
  }
}

const isSameUser = (a: Participant, b: Participant | null | undefined): boolean =>
  a.id === b?.id && a.name === b.name && a.color === b.color && a.role === b.role

/** The same person keeps the same object, so that a list of people is not drawn again for a moved pointer. */
const withKnownUser = (presence: Presence, before: Presence | undefined): Presence =>
  before && isSameUser(presence.user, before.user) ? { ...presence, user: before.user } : presence
