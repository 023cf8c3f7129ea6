import { act, render } from '@testing-library/react'
import { expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { CanvasContext, type CanvasCore } from '#src/canvas/canvas-context.ts'
import { type CanvasPorts, CanvasPortsContext } from '#src/canvas/ports.ts'
import { PresenceCursors } from '#src/canvas/presence/PresenceCursors.tsx'
import type { View } from '#src/canvas/view.ts'
import { openSmallJourney } from '#tests/support/editor-render.tsx'

test('others’ pointers jump while the view moves or one types in place, and glide at rest', () => {
  const { editor, small } = openSmallJourney()
  const moves = new Set<() => void>()
  const rests = new Set<() => void>()
  let isMoving = false
  const hearBy = (listeners: Set<() => void>) => (listener: (...args: never[]) => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  const view: Partial<View> = {
    get: () => ({ x: 0, y: 0, zoom: 1, width: 800, height: 600 }),
    isMoving: () => isMoving,
    subscribe: hearBy(moves),
    subscribeCalmly: () => () => {},
    subscribeAtRest: hearBy(rests),
  }
  const core: Partial<CanvasCore> = { view: view as View, editor }
  const participants: unknown = createStore(() => ({ others: new Map() }))
  const { container } = render(
    <CanvasContext value={core as CanvasCore}>
      <CanvasPortsContext value={{ participants } as CanvasPorts}>
        <PresenceCursors />
      </CanvasPortsContext>
    </CanvasContext>,
  )
  const isCalm = (): boolean => container.querySelector('.presence-layer')?.hasAttribute('data-calm') ?? false
  const setMoving = (now: boolean): void => {
    isMoving = now
    for (const tell of now ? moves : rests) tell()
  }
  expect(isCalm()).toBe(false)
  setMoving(true)
  expect(isCalm()).toBe(true)
  setMoving(false)
  expect(isCalm()).toBe(false)
  act(() => editor.startEditing(small.cards[0]))
  setMoving(true)
  setMoving(false)
  expect(isCalm()).toBe(true)
  act(() => editor.stopEditing())
  expect(isCalm()).toBe(false)
  editor.close()
})
