import { act, render } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { CanvasContext, type CanvasCore } from '#src/canvas/canvas-context.ts'
import { type CanvasPorts, CanvasPortsContext } from '#src/canvas/ports.ts'
import { createCanvasState } from '#src/canvas/canvas-state.ts'
import { createDragOffsets } from '#src/canvas/drag-offsets.ts'
import { PresenceLinks } from '#src/canvas/presence/PresenceLinks.tsx'
import { PresenceCursors } from '#src/canvas/presence/PresenceCursors.tsx'
import type { View } from '#src/canvas/view.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { canvasCore } from '#tests/support/canvas-core.ts'
import { openSmallJourney } from '#tests/support/editor-render.tsx'

test('others’ pointers jump while the view moves, or one types in place or drags, and glide at rest', () => {
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
  const state = createCanvasState()
  const core: Partial<CanvasCore> = { view: view as View, editor, state }
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
  for (const drag of [{ dragging: new Set<string>(['card0']) }, { draggedTitleId: 'lane0' }]) {
    state.setState(drag)
    expect(isCalm()).toBe(true)
    state.setState({ dragging: null, draggedTitleId: null })
    expect(isCalm()).toBe(false)
  }
  editor.close()
})

const user = { id: 'ana', name: 'Ana', color: 3, role: 'editor' }

test('a line the end of which somebody drags is drawn between its ends', () => {
  const core = canvasCore({ stages: [1], lanes: ['note'], cards: () => [] })
  const offsets = createDragOffsets()
  const box = { x: 0, y: 0, width: 100, height: 50 }
  const drag = {
    ids: ['arrow'],
    dx: 0,
    dy: 0,
    resize: { from: box, to: box, line: { from: at(0, 0), to: at(200, 100) } },
  }
  const participants = createStore(() => ({ others: new Map<number, unknown>([[7, { user, drag }]]) }))
  render(
    <CanvasContext value={{ ...core, offsets }}>
      <CanvasPortsContext value={{ participants } as never}>
        <PresenceCursors />
      </CanvasPortsContext>
    </CanvasContext>,
  )
  const resize = offsets.get('arrow')?.resize
  expect(resize?.from).toEqual(box)
  expect(resize?.to).toEqual({ x: -6, y: -6, width: 212, height: 112 })
  expect(resize?.ink).toHaveLength(1)
  act(() => participants.setState({ others: new Map([[7, { user, drag: null }]]) }))
  expect(offsets.get('arrow')).toBeUndefined()
})

test('a link that somebody draws is seen as it moves, and one’s own is told', () => {
  const core = { ...canvasCore({ stages: [2], lanes: ['action'], cards: () => [{}] }), state: createCanvasState() }
  const participants = createStore<{ others: ReadonlyMap<number, unknown> }>(() => ({ others: new Map() }))
  const showPresence = vi.fn()
  const { container, unmount } = render(
    <CanvasContext value={core}>
      <CanvasPortsContext value={{ participants, showPresence } as never}>
        <PresenceLinks />
      </CanvasPortsContext>
    </CanvasContext>,
  )
  const paths = (): readonly (string | null)[] =>
    [...container.querySelectorAll('path')].map((path) => path.getAttribute('d'))
  const theyDraw = (connecting: unknown): void =>
    participants.setState({ others: new Map([[7, { user, connecting }]]) })
  theyDraw({ fromId: 'card0', toId: null, at: at(300, 400) })
  const [free] = paths()
  expect(free).toMatch(/300 400.5$/)
  theyDraw({ fromId: 'card0', toId: 'card1', at: at(300, 400) })
  expect(paths()).toHaveLength(1)
  expect(paths()[0]).not.toBe(free)
  // A card that is nowhere here draws nothing, and breaks nothing.
  theyDraw({ fromId: 'gone', toId: 'gone', at: at(0, 0) })
  expect(paths()).toEqual([''])
  theyDraw(null)
  expect(paths()).toEqual([])
  theyDraw({ fromId: 'card0', toId: 'card0', at: at(300, 400) })
  participants.setState({ others: new Map() })
  expect(paths()).toEqual([])

  const own = { fromId: 'card0' as CardId, toId: null, to: { x: 10.4, y: 20.6, width: 1, height: 1 } }
  core.state.setState({ connecting: own })
  core.state.setState({ hoveredCardId: null })
  expect(showPresence.mock.calls).toEqual([[{ connecting: { fromId: 'card0', toId: null, at: at(10, 21) } }]])
  unmount()
  expect(showPresence).toHaveBeenLastCalledWith({ connecting: null })
})

const at = (x: number, y: number) => ({ x, y })
