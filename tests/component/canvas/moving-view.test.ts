import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { setText } from '#shared/model/commands/set-text.ts'
import { createScene } from '#src/canvas/scene.ts'
import { followAtRest } from '#src/canvas/follow-at-rest.ts'
import { createCardWindow } from '#src/canvas/use-card-nodes.ts'
import type { View, ViewState } from '#src/canvas/view.ts'
import { canvasCore } from '#tests/support/canvas-core.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A canvas whose view moves by hand, and a journey that others seem to change. */
function start() {
  const core = canvasCore({ stages: [3, 3], lanes: ['note', 'note'], cards: () => [{}, {}] })
  let now: ViewState = { x: 0, y: 0, zoom: 1, width: 900, height: 700 }
  let isMoving = false
  const [moved, rested] = [new Set<(view: ViewState) => void>(), new Set<() => void>()]
  const view: View = {
    ...core.view,
    get: () => now,
    subscribe: (listener) => {
      moved.add(listener)
      return () => moved.delete(listener)
    },
    subscribeAtRest: (listener) => {
      rested.add(listener)
      return () => rested.delete(listener)
    },
    isMoving: () => isMoving,
  }
  const tellOthers = new Set<(isOwn: boolean) => void>()
  const scene = createScene({
    ...core.editor,
    subscribe: (listener) => {
      tellOthers.add(listener)
      const stop = core.editor.subscribe(listener)
      return () => {
        tellOthers.delete(listener)
        stop()
      }
    },
  })
  return {
    core: { ...core, view, scene },
    moveTo: (x: number, y: number): void => {
      now = { ...now, x, y }
      isMoving = true
      for (const listener of moved) listener(now)
    },
    rest: (): void => {
      isMoving = false
      for (const listener of rested) listener()
    },
    othersChange: (): void => {
      for (const tell of tellOthers) tell(false)
    },
  }
}

it('neither mounts nor takes away a card while the view moves, whatever others change', () => {
  const { core, moveTo, othersChange } = start()
  const cardWindow = createCardWindow(core)
  const stop = cardWindow.start()
  vi.advanceTimersByTime(1_000)
  const ids = (): string[] => cardWindow.get().map(({ id }) => id)
  const before = ids()
  expect(before.length).toBeGreaterThan(0)
  moveTo(-5_000, -5_000)
  othersChange()
  expect(ids()).toEqual(before)
  vi.advanceTimersByTime(1_000)
  expect(ids()).toEqual([])
  stop()
})

it('tells what follows the view at rest of others’ changes when the view rests, and of one’s own at once', () => {
  const { core, moveTo, rest, othersChange } = start()
  const heard = vi.fn()
  const stop = followAtRest(core, heard)
  othersChange()
  vi.advanceTimersByTime(50)
  expect(heard).toHaveBeenCalledTimes(1)
  moveTo(-10, 0)
  othersChange()
  vi.advanceTimersByTime(50)
  expect(heard).toHaveBeenCalledTimes(1)
  const [card] = core.editor.getSnapshot().cards.keys()
  if (card) core.editor.run(setText, { root: 'cards', id: card, field: 'title', text: 'Mine' })
  expect(heard).toHaveBeenCalledTimes(2)
  rest()
  expect(heard).toHaveBeenCalledTimes(3)
  stop()
  othersChange()
  rest()
  vi.advanceTimersByTime(50)
  expect(heard).toHaveBeenCalledTimes(3)
})

it('tells that it is opened once all cards that are in view are mounted, not with the first of them', async () => {
  const { core } = start()
  const cardWindow = createCardWindow(core)
  let countThen = 0
  void cardWindow.whenOpened.then(() => {
    countThen = cardWindow.get().length
  })
  const stop = cardWindow.start()
  await Promise.resolve()
  const first = cardWindow.get().length
  expect(first).toBeGreaterThan(0)
  expect(countThen).toBe(0)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(cardWindow.get().length).toBeGreaterThan(first)
  expect(countThen).toBe(cardWindow.get().length)
  stop()
})
