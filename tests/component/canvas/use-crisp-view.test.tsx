import { renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useCrispView } from '#src/canvas/use-crisp-view.ts'
import type { View, ViewState, ViewportTarget } from '#src/canvas/view.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('comes to stand on whole pixels at rest, but not while it glides, however slow the frames are', () => {
  const listeners = new Set<(view: ViewState) => void>()
  const moves: ViewportTarget[] = []
  let now: ViewState = { x: 10.4, y: 20.6, zoom: 0.5, width: 800, height: 600 }
  let isGliding = true
  const view: Partial<View> = {
    get: () => now,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    isGliding: () => isGliding,
    moveTo: (target) => void moves.push(target),
  }
  const move = (x: number): void => {
    now = { ...now, x }
    for (const listener of listeners) listener(now)
  }
  renderHook(() => useCrispView(view as View))
  move(10.4)
  vi.advanceTimersByTime(400)
  expect(moves).toEqual([])
  move(99.7)
  isGliding = false
  vi.advanceTimersByTime(400)
  expect(moves).toEqual([{ x: 100, y: 21, zoom: 0.5 }])
})
