import * as Y from 'yjs'
import type { PushMessage } from '#shared/contract/socket.ts'
import { keyOfPart, type ShownPart } from '#shared/model/excerpt/shown-part.ts'
import { type Audience, createAudience, newsOfUpdates } from './audience.ts'
import type { CommitQueue } from './commit-queue.ts'
import type { Connection } from './connection.ts'
import type { LiveDocument } from './live-document.ts'
import { newExcerptClientId } from './excerpt-client-id.ts'
import type { SyncLogger } from './logger.ts'
import type { Excerpt, OpenExcerpt } from './ports.ts'
import { pushFrame } from './wire.ts'

/** One part of the journey that some see: one document, whatever the number of its readers. */
export interface ExcerptView {
  /** As whom its document is written; which says, too, whether a client's copy is one of it. */
  readonly clientId: number
  /** What somebody with this state vector lacks; `null`: their copy is of something else. */
  stateFor(stateVector: Uint8Array): Uint8Array | null
  presence(json: string): string
}

/** The parts of one open journey that are shown to somebody. */
export interface ExcerptViews {
  /** `null`: the connection sees all of the journey. */
  of(connection: Connection): ExcerptView | null
  /** A change was committed: brings every part level and tells its readers. */
  changed(): void
  /** Tells the readers of each part what of this is for them. */
  push(message: PushMessage): void
  /** Forgets parts that nobody has read for a while. */
  sweep(nowMs: number): void
  close(): void
}

interface Needs {
  readonly connections: ReadonlySet<Connection>
  readonly live: LiveDocument
  readonly queue: Pick<CommitQueue, 'hold'>
  readonly openExcerpt: OpenExcerpt
  readonly logger: SyncLogger
  /** How long a part without readers is kept: they may come back with the same copy. */
  readonly idleMs: number
}

interface View extends ExcerptView {
  readonly key: string
  /** Those who see this part. */
  readonly audience: Audience
  /** Built when it is first needed. */
  excerpt(): Excerpt
  isOpen(): boolean
  /** What was written since the last time. */
  takeUpdates(): readonly Uint8Array[]
  close(): void
  usedAt: number
}

const keys = new WeakMap<ShownPart, string>()

/** Asked for each reader at each tick. */
function keyOf(part: ShownPart): string {
  const key = keys.get(part) ?? keyOfPart(part)
  keys.set(part, key)
  return key
}

export function createExcerptViews({ connections, live, queue, openExcerpt, logger, idleMs }: Needs): ExcerptViews {
  const views = new Map<string, View>()

  function viewOf(part: ShownPart): View {
    const key = keyOf(part)
    const view = views.get(key) ?? createView(key, part)
    views.set(key, view)
    return view
  }

  function createView(key: string, part: ShownPart): View {
    const clientId = newExcerptClientId()
    let excerpt: Excerpt | null = null
    let updates: Uint8Array[] = []
    const audience = createAudience()
    const opened = (): Excerpt => {
      if (excerpt !== null) return excerpt
      excerpt = openExcerpt(live.doc(), part, clientId)
      excerpt.doc.on('update', (update: Uint8Array) => void updates.push(update))
      return excerpt
    }
    return {
      key,
      clientId,
      audience,
      usedAt: Date.now(),
      excerpt: opened,
      isOpen: () => excerpt !== null,
      takeUpdates() {
        const taken = updates
        updates = []
        return taken
      },
      stateFor(stateVector) {
        const isOfThis = [...Y.decodeStateVector(stateVector).keys()].every((client) => client === clientId)
        return isOfThis ? Y.encodeStateAsUpdate(opened().doc, stateVector) : null
      },
      presence: (json) => JSON.stringify(opened().presence(JSON.parse(json) as Record<string, unknown>)),
      close: () => excerpt?.close(),
    }
  }

  const readersOf = (view: View): Connection[] =>
    [...connections].filter(({ participant: { shows } }) => shows !== null && keyOf(shows) === view.key)

  function tellPush(view: View, message: PushMessage | null): void {
    if (message === null) return
    const frame = pushFrame(message)
    for (const reader of readersOf(view)) if (reader.speaksWaymark) reader.send(frame)
  }

  function tellUpdates(view: View, updates: readonly Uint8Array[]): void {
    if (updates.length === 0) return
    const following = readersOf(view).filter(({ phase }) => phase === 'following')
    view.audience.tell(newsOfUpdates(updates), following)
  }

  return {
    of({ participant: { shows } }) {
      return shows === null ? null : viewOf(shows)
    },
    changed() {
      for (const view of views.values()) {
        if (!view.isOpen()) continue
        const excerpt = view.excerpt()
        try {
          excerpt.refresh()
        } catch (error) {
          // Half of it may be in the document. Whoever comes back gets one that is built anew.
          logger.error({ err: error }, 'a part of a journey could not be brought level')
          views.delete(view.key)
          for (const reader of readersOf(view)) reader.close('internal')
          view.close()
          continue
        }
        const updates = view.takeUpdates()
        const readings = excerpt.newReadings()
        if (updates.length === 0 && readings === null) continue
        // The document may be ahead of the disk: nobody hears of what a crash could still undo.
        queue.hold({
          release() {
            tellUpdates(view, updates)
            tellPush(view, readings)
          },
          refuse: () => undefined, // whoever reads is sent away with everybody else
        })
      }
    },
    push(message) {
      for (const view of views.values()) {
        if (readersOf(view).length > 0) tellPush(view, view.excerpt().push(message))
      }
    },
    sweep(now) {
      for (const [key, view] of views) {
        if (readersOf(view).length > 0) view.usedAt = now
        else if (now - view.usedAt > idleMs) {
          view.close()
          views.delete(key)
        }
      }
    },
    close() {
      for (const view of views.values()) view.close()
      views.clear()
    },
  }
}
