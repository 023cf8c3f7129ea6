import { createStore, type StoreApi } from 'zustand/vanilla'
import { CLOSE_CODES, type CloseReason } from '#shared/contract/close-codes.ts'
import { canEdit, type Role } from '#shared/contract/roles.ts'
import type { StorageStanding } from '#shared/contract/socket.ts'
import { SECOND_MS } from '#shared/lib/time.ts'

/** How one is connected, and whether one's work is safe. */
export interface ConnectionState {
  /** `offline`: tries again by itself. `refused`: does not. */
  readonly status: 'connecting' | 'online' | 'offline' | 'refused'
  /**
   * `saved` only while the server has told that all of one's changes are on its disk. `unsaved`: they are kept here until the
   * server answers, or until it can store them. `read-only`: this person changes nothing.
   */
  readonly saved: 'saved' | 'saving' | 'unsaved' | 'read-only'
  /** What the server says of its store, which is why changes may be `unsaved`. `ok` while it has said nothing. */
  readonly storage: StorageStanding
  /** `null` until the server has said it. */
  readonly role: Role | null
  /** Why the server does not let one in (any more). */
  readonly refusal: CloseReason | null
}

/** A save that takes longer than this is no passing matter any more. */
export const SAVE_PATIENCE_MS = 10 * SECOND_MS

/** Follows one connection after the other and draws the state from what happens to them. */
export interface ConnectionTracker {
  readonly store: StoreApi<ConnectionState>
  readonly opened: () => void
  /** The server's greeting: what one may do. */
  readonly greeted: (role: Role) => void
  readonly synced: (isSynced: boolean) => void
  /** A sync-step-2 or update message went out. */
  readonly changeSent: () => void
  /** The first `count` of them are on the server's disk. */
  readonly changesSaved: (count: number) => void
  /** The server's store stopped taking changes, or takes them again. */
  readonly storageIs: (standing: StorageStanding) => void
  readonly lost: () => void
  readonly refused: (code: number) => void
  readonly close: () => void
}

export function createConnectionTracker(): ConnectionTracker {
  const store = createStore<ConnectionState>(() => ({
    status: 'connecting',
    saved: 'saving',
    storage: 'ok',
    role: null,
    refusal: null,
  }))
  let isSynced = false
  let sent = 0
  let onDisk = 0
  let isLate = false
  let patience: ReturnType<typeof setTimeout> | undefined

  const savedState = ({ status, role, storage }: ConnectionState): ConnectionState['saved'] => {
    if (role !== null && !canEdit(role)) return 'read-only'
    if (status === 'connecting') return 'saving'
    if (status !== 'online') return 'unsaved'
    // The first change message of a connection answers the server's question for what was changed while offline: until it is
    // sent and stored, nobody knows that nothing is missing.
    if (isSynced && sent > 0 && onDisk >= sent) return 'saved'
    // A store that does not answer is no passing matter: there is nothing to wait for before it is told.
    return isLate || storage !== 'ok' ? 'unsaved' : 'saving'
  }
  const update = (change: Partial<ConnectionState> = {}): void => {
    const now = { ...store.getState(), ...change }
    const saved = savedState(now)
    const isWaiting = now.status === 'online' && saved === 'saving'
    if (isWaiting) {
      patience ??= setTimeout(() => {
        isLate = true
        update()
      }, SAVE_PATIENCE_MS)
    } else if (saved !== 'unsaved' || now.status !== 'online' || now.storage !== 'ok') {
      clearTimeout(patience)
      patience = undefined
      isLate = false
    }
    store.setState({ ...change, saved })
  }

  return {
    store,
    opened() {
      isSynced = false
      sent = 0
      onDisk = 0
      update({ status: 'online', refusal: null, storage: 'ok' })
    },
    greeted: (role) => update({ role }),
    synced(now) {
      isSynced = now
      update()
    },
    changeSent() {
      sent++
      update()
    },
    changesSaved(count) {
      onDisk = count
      update()
    },
    storageIs: (storage) => update({ storage }),
    lost() {
      isSynced = false
      if (store.getState().status !== 'refused') update({ status: 'offline' })
    },
    refused: (code) => update({ status: 'refused', refusal: refusalOf(code) }),
    close: () => clearTimeout(patience),
  }
}

function refusalOf(code: number): CloseReason {
  const known = Object.entries(CLOSE_CODES).find(([, known]) => known === code)
  return (known?.[0] as CloseReason | undefined) ?? 'not-allowed'
}
