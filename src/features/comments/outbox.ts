import type { Mention, ThreadAnchor } from '#shared/contract/comments.ts'

/** A comment that the server has not taken yet. */
export interface UnsentComment {
  /** Made here, so that sending again after a lost answer says it once. */
  readonly id: string
  readonly threadId: string
  /** It starts the thread; `null`: it is a reply. */
  readonly anchor: ThreadAnchor | null
  /** What the element of the thread is called now. */
  readonly title?: string | undefined
  readonly text: string
  readonly mentions: readonly Mention[]
  readonly createdAt: number
  /** Why it was not taken, in words; `null`: it is on its way. */
  readonly fault: string | null
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Keeps what was not sent over a reload of the page. A browser that keeps nothing keeps it until then. */
export interface Outbox {
  read(): readonly UnsentComment[]
  write(unsent: readonly UnsentComment[]): void
}

export function openOutbox(storage: () => Storage, journeyId: string, authorId: string): Outbox {
  const key = `waymark:unsent-comments:${authorId}:${journeyId}`
  return {
    read() {
      try {
        const kept: unknown = JSON.parse(storage().getItem(key) ?? '[]')
        return Array.isArray(kept) ? kept.filter(isUnsent) : []
      } catch {
        return []
      }
    },
    write(unsent) {
      try {
        if (unsent.length === 0) storage().removeItem(key)
        else storage().setItem(key, JSON.stringify(unsent))
      } catch {
        // Full, or not allowed: it is still in memory.
      }
    },
  }
}

const isUnsent = (value: unknown): value is UnsentComment =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  'threadId' in value &&
  'anchor' in value &&
  'text' in value &&
  typeof value.text === 'string' &&
  'mentions' in value &&
  Array.isArray(value.mentions)
