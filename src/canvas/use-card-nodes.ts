import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { whenIdle } from '#src/ui/when-idle.ts'
import type { CanvasCore } from './canvas-context.ts'
import { cardSight } from './card-sight.ts'
import { type CardNode, cardNodes, type Detail, detailFor, isCoarser, tilesInView } from './card-window.ts'

/** The cards that are mounted now. */
export interface CardWindow {
  readonly get: () => readonly CardNode[]
  /** Whether cards are painted as blocks instead. */
  readonly isFar: () => boolean
  /** How much is drawn of each card. While the view moves it may get less, never more. */
  readonly detail: () => Detail
  /** Called when another card comes or goes, or one changes: with every change of the journey that is seen. */
  readonly subscribe: (listener: () => void) => () => void
  /** Called only when more or less is drawn of each card. */
  readonly subscribeDetail: (listener: () => void) => () => void
  /** The cards that are in view at first are all mounted, if there were any by then. */
  readonly whenOpened: Promise<void>
}

interface LiveCardWindow extends CardWindow {
  readonly start: () => () => void
}

const NONE: readonly CardNode[] = []

/** The view rests when it has not moved for so long. Until then cards that come into it are only painted. */
const REST_MS = 100
/** At rest cards are mounted and taken away a few at a time, so that the next gesture never waits for all of them. */
const MOUNTED_A_FRAME = 16
const TAKEN_A_FRAME = 24
/** When a journey is opened: fewer, since each card is the first of its kind for the browser and takes it twice as long. */
const MOUNTED_AT_OPENING = 8
/** And whenever the page has nothing else to do, but no later than this: its parts are still on their way. */
const BUSY_MS = 100

/** Gives the way to take it back. */
function withFrame(run: () => void): () => void {
  const frame = requestAnimationFrame(run)
  return () => cancelAnimationFrame(frame)
}

/**
 * Follows viewport, journey, selection and drags, and changes only when another card comes into the window or changes. While the
 * view moves nothing comes or goes: what is not mounted is painted on the ground, and gestures go by the layout anyway.
 */
export function createCardWindow(core: Pick<CanvasCore, 'view' | 'scene' | 'editor' | 'state'>): LiveCardWindow {
  const { view, scene, editor, state } = core
  const listeners = new Set<() => void>()
  const detailListeners = new Set<() => void>()
  let nodes = NONE
  let detail: Detail = 'full'
  /** What the view asks for once it rests. */
  let wanted: Detail = 'full'
  let shown = ''
  /** Cards in view are not mounted yet. */
  let isWaiting = false
  /** Not all of the first ones are. */
  let isOpening = true
  let tellOpened = (): void => {}
  const whenOpened = new Promise<void>((resolve) => {
    tellOpened = resolve
  })
  let rest: ReturnType<typeof setTimeout> | undefined
  let stopWaiting = (): void => {}

  /** The card that one types in, and the one that has the focus, or would have it: they are mounted from far, too. */
  const withKeyboard = (): string[] => {
    const { editingId, anchor } = editor.selection.getState()
    return [editingId, anchor].filter((id) => id !== null)
  }
  const pinned = (): string[] => [...(state.getState().dragging ?? []), ...withKeyboard()]
  const rebuild = (mostNew: number, mostGone = Number.POSITIVE_INFINITY): void => {
    const sight = cardSight(editor)
    // Where nothing may go either, what is mounted is only brought to where it stands now.
    const isKept = detail !== 'full' || mostGone === 0
    const next = cardNodes(
      scene.get(),
      isKept ? undefined : tilesInView(view.get()),
      isKept ? kept(mostGone) : pinned(),
      nodes,
      mostNew,
      (card) => sight.of(card) !== 'hidden',
    )
    if (next === nodes) return
    nodes = next
    for (const listener of listeners) listener()
  }
  /**
   * What stays when no more than `mostGone` may go. From far the mounted cards are hidden at once, and taken away some at a time when the
   * view rests. In the order that they have: a card that is moved on the page loses the focus.
   */
  const kept = (mostGone: number): string[] => {
    const keyboard = withKeyboard()
    const ids = new Set([...keyboard, ...nodes.slice(isWaiting ? mostGone : nodes.length).map(({ id }) => id)])
    return [...nodes.map(({ id }) => id).filter((id) => ids.delete(id)), ...ids]
  }
  const update = (): void => (isWaiting ? rebuild(0, 0) : rebuild(Number.POSITIVE_INFINITY))
  const show = (next: Detail): void => {
    detail = next
    for (const listener of detailListeners) listener()
  }
  const mountSome = (): void => {
    clearTimeout(rest)
    if (wanted !== detail) show(wanted)
    const before = nodes
    rebuild(isOpening ? MOUNTED_AT_OPENING : MOUNTED_A_FRAME, TAKEN_A_FRAME)
    isWaiting = nodes !== before
    isOpening &&= isWaiting
    if (!isOpening) tellOpened()
    // They are painted already: what one does meanwhile comes first.
    if (isWaiting) stopWaiting = isOpening ? whenIdle(mountSome, BUSY_MS) : withFrame(mountSome)
  }
  const mountAtRest = (): void => {
    clearTimeout(rest)
    stopWaiting()
    rest = setTimeout(
      () => {
        // What a busy page has not heard of yet comes before the next frame, and takes this back.
        stopWaiting = withFrame(mountSome)
      },
      nodes.length === 0 ? 0 : REST_MS,
    )
  }
  const look = (): void => {
    const now = view.get()
    if (now.width === 0) return
    wanted = detailFor(now, scene.told().snapshot.cards.size, detail)
    const { x, y, width, height } = tilesInView(now)
    const key = `${wanted} ${x} ${y} ${width} ${height}`
    if (key !== shown) {
      shown = key
      isWaiting = true
    }
    if (isWaiting) mountAtRest()
    if (isCoarser(wanted, detail)) show(wanted)
  }
  return {
    get: () => nodes,
    isFar: () => detail !== 'full',
    detail: () => detail,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    subscribeDetail: (listener) => {
      detailListeners.add(listener)
      return () => detailListeners.delete(listener)
    },
    whenOpened,
    start: () => {
      let isStopped = false
      shown = ''
      look()
      // Nobody has moved yet what has just been opened: as soon as it is known where it opens, its first cards come, with its first frame.
      queueMicrotask(() => {
        if (isWaiting && !isStopped) mountSome()
      })
      const stops = [
        view.subscribe(look),
        scene.subscribe(update),
        editor.selection.subscribe(update),
        editor.lens.subscribe(update),
        state.subscribe((after, before) => {
          if (after.dragging !== before.dragging) update()
        }),
      ]
      return () => {
        isStopped = true
        clearTimeout(rest)
        stopWaiting()
        for (const stop of stops) stop()
      }
    },
  }
}

/** One window a canvas. */
export function useCardWindow(core: Pick<CanvasCore, 'view' | 'scene' | 'editor' | 'state'>): CardWindow {
  const { view, scene, editor, state } = core
  const cardWindow = useMemo(() => createCardWindow({ view, scene, editor, state }), [view, scene, editor, state])
  useEffect(() => cardWindow.start(), [cardWindow])
  return cardWindow
}

export const useCardNodes = (cardWindow: CardWindow): readonly CardNode[] =>
  useSyncExternalStore(cardWindow.subscribe, cardWindow.get)
