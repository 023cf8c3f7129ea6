import * as Y from 'yjs'
import { ORIGINS, UNDOABLE_ORIGINS } from '#shared/model/origins.ts'
import { ALL_ROOTS, refreshSnapshot, snapshotOf, touchedByEvents } from '#shared/model/read-snapshot.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { afterPaint, isPageVisible, nextFrame } from './frames.ts'

/** Showing others' changes, painting included, takes no more than one part in so many of the time; and how long they wait at most. */
const AT_EASE = { restPerWork: 6, longestMs: 400 } as const
/** While a gesture goes on, each frame that is missed is felt. */
const IN_GESTURE = { restPerWork: 24, longestMs: 1_000 } as const
/** A gesture goes on as long as it is heard of so often. */
const GESTURE_MS = 150
const FRAME_MS = 16

/**
 * Calls `read`, after which the snapshot has what others changed, and some time later `tell`, after which everybody has heard of it. With
 * when the work would have begun, had it been done in one go. Gives the way to stop.
 */
export type ShowInParts = (read: () => void, tell: (startedAt: number) => void) => () => void

/** The journey as plain data, kept up to date with the document. */
export interface LiveSnapshot {
  readonly get: () => JourneySnapshot
  /** Has, and tells, what others changed at once instead of with the next frame. */
  readonly readNow: () => void
  /** A gesture of one's own goes on: for a moment, others' changes are shown more seldom. To be called with each of its events. */
  readonly giveWay: () => void
  /** From now on others' changes are shown so while a gesture goes on; without it all at once, as at ease. */
  readonly showInParts: (way: ShowInParts | undefined) => void
  /** The listener hears whether it was one's own change. */
  readonly subscribe: (listener: (isOwn: boolean) => void) => () => void
  /** Called only when the record with this id became another (or went, or came). */
  readonly subscribeRecord: (id: string, listener: () => void) => () => void
  readonly close: () => void
}

/**
 * Reads again only what a transaction touched. One's own changes are there at once, so that a gesture is never drawn a frame late; what
 * one types is told of only when its letter has been painted, by the field that it was typed into. The changes of others are gathered and
 * shown once a frame, or more seldom where showing them takes long.
 */
export function createLiveSnapshot(doc: Y.Doc, isOwn: (origin: unknown) => boolean): LiveSnapshot {
  let snapshot = snapshotOf(doc)
  let touched = new Map<string, Set<string>>()
  let cancel: (() => void) | undefined
  const listeners = new Set<(isOwn: boolean) => void>()
  const listenersById = new Map<string, Set<() => void>>()
  let inParts: ShowInParts | undefined

  /** What the last showing of others' changes took, and since when they rest. */
  let worked = { ms: 0, at: 0 }
  let gestureUntil = 0
  /** What was typed is read at the latest when somebody asks. */
  let isTyped = false
  let tellsTyped = false
  let untold = new Set<string>()
  const refresh = (): void => {
    isTyped = false
    if (touched.size === 0) return
    snapshot = refreshSnapshot(doc, snapshot, touched)
    for (const ids of touched.values()) for (const id of ids) untold.add(id)
    touched = new Map()
  }
  const flush = (isOwnChange: boolean): void => {
    const startedAt = performance.now()
    refresh()
    tell(startedAt, isOwnChange)
  }
  const tell = (startedAt: number, isOwnChange = false): void => {
    cancel?.()
    cancel = undefined
    tellsTyped = false
    if (untold.size === 0) return
    const ids = untold
    untold = new Set()
    for (const id of ids) for (const listener of listenersById.get(id) ?? []) listener()
    for (const listener of listeners) listener(isOwnChange)
    if (isOwnChange) return
    restAfter(performance.now() - startedAt)
    // To lay out and paint it takes time, too: what the next frame is late by.
    if (isPageVisible()) nextFrame(() => restAfter(Math.max(worked.ms, performance.now() - startedAt - FRAME_MS)))
    // What came since it was read.
    if (touched.size > 0) cancel = flushSoon()
  }
  const restAfter = (workMs: number): void => {
    worked = { ms: workMs, at: performance.now() }
  }
  const restLeft = (): number => {
    const now = performance.now()
    const { restPerWork, longestMs } = now < gestureUntil ? IN_GESTURE : AT_EASE
    return worked.at + Math.min(longestMs, worked.ms * restPerWork) - now
  }
  const flushSoon = (): (() => void) => {
    const restMs = restLeft()
    if (restMs < FRAME_MS) return nextFrame(flushUnlessResting)
    // The gesture may end before.
    const timer = setTimeout(
      () => {
        cancel = nextFrame(flushUnlessResting)
      },
      Math.min(restMs, GESTURE_MS),
    )
    return () => clearTimeout(timer)
  }
  const flushUnlessResting = (): void => {
    if (restLeft() >= FRAME_MS) cancel = flushSoon()
    else if (inParts && performance.now() < gestureUntil) cancel = inParts(refresh, tell)
    else flush(false)
  }

  const roots = ALL_ROOTS.map((root) => {
    const map = doc.getMap(root)
    const observe = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => touchedByEvents(root, events, touched)
    map.observeDeep(observe)
    return () => map.unobserveDeep(observe)
  })
  const afterTransaction = (transaction: Y.Transaction): void => {
    if (touched.size === 0) return
    if (isTyping(transaction)) {
      isTyped = true
      if (tellsTyped) return
      cancel?.()
      cancel = afterPaint(() => flush(true))
      tellsTyped = true
    } else if (UNDOABLE_ORIGINS.has(transaction.origin) || isOwn(transaction.origin)) flush(true)
    else cancel ??= flushSoon()
  }
  doc.on('afterTransaction', afterTransaction)

  return {
    get: () => {
      if (isTyped) refresh()
      return snapshot
    },
    readNow: () => flush(false),
    giveWay: () => {
      gestureUntil = performance.now() + GESTURE_MS
    },
    showInParts: (way) => {
      inParts = way
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    subscribeRecord(id, listener) {
      const known = listenersById.get(id) ?? new Set()
      known.add(listener)
      listenersById.set(id, known)
      return () => {
        known.delete(listener)
        if (known.size === 0 && listenersById.get(id) === known) listenersById.delete(id)
      }
    },
    close() {
      cancel?.()
      doc.off('afterTransaction', afterTransaction)
      for (const unobserve of roots) unobserve()
      listeners.clear()
      listenersById.clear()
    },
  }
}

/** Letters of one's own, and nothing else. */
const isTyping = ({ origin, changed }: Y.Transaction): boolean =>
  origin === ORIGINS.localTyped && changed.size > 0 && [...changed.keys()].every((type) => type instanceof Y.Text)
