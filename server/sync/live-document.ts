import * as Y from 'yjs'
import { buildDocument } from '#server/journeys/build-document.ts'
import type { LoadedJourney } from '#server/storage/ports.ts'
import { createKeptWhole } from './kept-whole.ts'
import { buildsOnMissing } from './missing-base.ts'
import { readStoredState, summaryOf, type StoredState } from './stored-state.ts'

/** What applying a message did. */
export interface Applied {
  /** The changes that were really new, free of what we knew already; empty when we knew it all. */
  readonly news: readonly Uint8Array[]
  /** The message builds on changes that we have not seen; Yjs keeps it aside until they come. */
  readonly isWaiting: boolean
}

/** Answers may be as large as the journey. */
const MOST_ANSWERS = 8
const KEEP_ANSWERS_MS = 1_000

/** The state vector of somebody who has nothing. */
const NOTHING = Uint8Array.of(0)

/** A log's content in the form of a snapshot. */
export interface FoldedLog {
  /** All of it as one update; nothing that is kept aside. */
  readonly state: Uint8Array
  readonly summary: Uint8Array
  /** What is kept aside, as one update; `null`: nothing. */
  readonly waiting: Uint8Array | null
}

/** A journey's document in memory. It is built from the log only when somebody needs it: who only wants all of it gets the log's bytes. */
export interface LiveDocument {
  /** Builds it now if it is not built. Throws when the log holds bytes that are not Yjs updates. */
  doc(): Y.Doc
  isBuilt(): boolean
  /** Applies an update that Yjs can decode. Throws what Yjs throws when it cannot be applied all the same; the document is then suspect. */
  apply(update: Uint8Array, origin: unknown): Applied
  /** Runs `change` on the document; also when it throws, `news` is what it had changed by then. */
  edit(change: (doc: Y.Doc) => void): { readonly news: readonly Uint8Array[]; readonly error: unknown }
  /** What someone with this state vector lacks: updates to be applied in this order, at least one. Nothing that is kept aside. */
  stateFor(stateVector: Uint8Array): readonly Uint8Array[]
  /** What the document has seen of each author. */
  stateVector(): Uint8Array
  /** All of it as one update, and what it holds; for a snapshot. Nothing that is kept aside. */
  wholeState(): { readonly state: Uint8Array; readonly summary: Uint8Array }
  /** Bytes that are kept aside (see `isWaiting`); 0: nothing is. */
  waitingBytes(): number
  /** What is kept aside, as one update. */
  waiting(): Uint8Array | null
  /** Whether `apply` would have to keep the update aside. */
  wouldWait(update: Uint8Array): boolean
  destroy(): void
}

export function createLiveDocument(stored: LoadedJourney): LiveDocument {
  let loaded: LoadedJourney | null = stored
  /** Until the first change: then the log's bytes are no longer all of it. */
  let unchanged: StoredState | null = readStoredState(stored)
  let built: Y.Doc | null = null
  /** Many who reconnect at once ask with the same state vector; good until the next change, kept for a moment only. */
  const answers = new Map<string, Uint8Array>()
  const whole = createKeptWhole()
  let emitted: Uint8Array[] = []

  function doc(): Y.Doc {
    if (built !== null) return built
    built = buildDocument(loaded ?? EMPTY)
    loaded = null
    built.on('update', (update: Uint8Array) => {
      if (unchanged !== null) whole.keep(unchanged.parts)
      unchanged = null
      whole.add(update)
      emitted.push(update)
      answers.clear()
    })
    return built
  }

  /** What somebody has beyond us changes nothing in what they lack: so questions that differ in it have one answer. */
  function withinOurs(stateVector: Uint8Array): Uint8Array {
    const ours = Y.decodeStateVector(Y.encodeStateVector(doc()))
    const within = new Map<number, number>()
    for (const [client, clock] of Y.decodeStateVector(stateVector)) {
      const known = Math.min(clock, ours.get(client) ?? 0)
      if (known > 0) within.set(client, known)
    }
    return Y.encodeStateVector(within)
  }

  function takeEmitted(): readonly Uint8Array[] {
    const news = emitted
    emitted = []
    return news
  }

  function wholeState(): Uint8Array {
    const state = encodeWithoutWaiting(doc(), NOTHING)
    whole.keep([state])
    return state
  }

  function stateOf(asked: Uint8Array): Uint8Array {
    const stateVector = withinOurs(asked)
    const key = Buffer.from(stateVector).toString('latin1')
    const known = answers.get(key)
    if (known !== undefined) return known
    const state = encodeWithoutWaiting(doc(), stateVector)
    if (answers.size === 0) setTimeout(() => answers.clear(), KEEP_ANSWERS_MS).unref()
    if (answers.size < MOST_ANSWERS) answers.set(key, state)
    return state
  }

  return {
    doc,
    isBuilt: () => built !== null,
    apply(update, origin) {
      // Every client that comes back tells all deletions that it knows: no reason to build a document.
      if (unchanged?.holds(update) === true) return { news: [], isWaiting: false }
      const document = doc()
      const before = waitingBytes(document)
      Y.applyUpdate(document, update, origin)
      const after = waitingBytes(document)
      const isWaiting = after.some((bytes, index) => bytes !== null && !isSame(bytes, before[index] ?? null))
      if (isWaiting) answers.clear()
      return { news: takeEmitted(), isWaiting }
    },
    edit(change) {
      try {
        change(doc())
        return { news: takeEmitted(), error: null }
      } catch (error) {
        return { news: takeEmitted(), error: error ?? new Error('the change failed without saying why') }
      }
    },
    stateFor(stateVector) {
      if (!isSame(stateVector, NOTHING)) return [stateOf(stateVector)]
      return unchanged?.parts ?? whole.parts() ?? [wholeState()]
    },
    stateVector: () => unchanged?.stateVector ?? Y.encodeStateVector(doc()),
    wholeState: () => ({ state: wholeState(), summary: summaryOf(doc()) }),
    waitingBytes: () =>
      built === null ? 0 : waitingBytes(built).reduce((sum, bytes) => sum + (bytes?.byteLength ?? 0), 0),
    waiting: () => (built === null ? null : waitingOf(built)),
    wouldWait: (update) =>
      buildsOnMissing(Y.decodeStateVector(unchanged?.stateVector ?? Y.encodeStateVector(doc())), update),
    destroy() {
      loaded = null
      unchanged = null
      answers.clear()
      whole.drop()
      built?.destroy()
    },
  }
}

const EMPTY: LoadedJourney = { snapshot: null, updates: [], seq: 0 }

/** Builds the document for this alone: takes as long as building and writing it take. */
export function foldedLog(loaded: LoadedJourney): FoldedLog {
  const doc = buildDocument(loaded)
  return { state: encodeWithoutWaiting(doc, NOTHING), summary: summaryOf(doc), waiting: waitingOf(doc) }
}

/** What Yjs keeps aside: changes, and deletions, of things it has not seen. */
const waitingBytes = (doc: Y.Doc): readonly (Uint8Array | null)[] => [
  doc.store.pendingStructs?.update ?? null,
  doc.store.pendingDs,
]

function waitingOf(doc: Y.Doc): Uint8Array | null {
  const waiting = waitingBytes(doc).filter((bytes) => bytes !== null)
  return waiting.length === 0 ? null : Y.convertUpdateFormatV2ToV1(Y.mergeUpdatesV2(waiting))
}

/**
 * Yjs gives away what it keeps aside together with the rest. Whoever made it up can then let others choke on it: they might find a place
 * for it in another order than this document does.
 */
function encodeWithoutWaiting(doc: Y.Doc, stateVector: Uint8Array): Uint8Array {
  const { store } = doc
  const { pendingStructs, pendingDs } = store
  store.pendingStructs = null
  store.pendingDs = null
  try {
    return Y.encodeStateAsUpdate(doc, stateVector)
  } finally {
    store.pendingStructs = pendingStructs
    store.pendingDs = pendingDs
  }
}

const isSame = (a: Uint8Array, b: Uint8Array | null): boolean => a === b || (b !== null && Buffer.compare(a, b) === 0)
