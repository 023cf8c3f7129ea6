import { act, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { Presence } from '#shared/contract/presence.ts'
import { type CanvasPorts, CanvasPortsContext } from '#src/canvas/ports.ts'
import { EditorContext } from '#src/editor/editor-context.ts'
import { peopleWords, useOutlinePeople } from '#src/features/outline/use-outline-people.ts'
import { openSmallJourney } from '#tests/support/editor-render.tsx'

function open() {
  const { editor, small } = openSmallJourney()
  const others = createStore<{ readonly others: ReadonlyMap<number, Presence> }>(() => ({ others: new Map() }))
  const told: object[] = []
  const ports: CanvasPorts = {
    participants: others,
    showPresence: (patch) => told.push(patch),
    readings: null,
    renderReadings: () => null,
    onExplain: () => {},
    revealRequest: null,
    images: null,
  }
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <EditorContext value={editor}>
      <CanvasPortsContext value={ports}>{children}</CanvasPortsContext>
    </EditorContext>
  )
  const hook = renderHook(useOutlinePeople, { wrapper })
  const show = (presence: Partial<Presence>) =>
    act(() =>
      others.setState({
        others: new Map([[7, { user: { id: 'u', name: 'Ana', color: 2, role: 'editor' }, ...presence }]]),
      }),
    )
  return { editor, small, hook, show, told }
}

it('tells who else is at which row, and who types there, without heeding pointers', () => {
  const { small, hook, show } = open()
  const [first, second] = small.cards
  show({ selection: [first], caret: { root: 'cards', id: second, field: 'title', anchor: 'a', head: 'a' } as never })
  expect(peopleWords(hook.result.current.get(first) ?? [])).toBe('Ana is here')
  expect(peopleWords(hook.result.current.get(second) ?? [])).toBe('Ana is typing')
  const before = hook.result.current
  show({
    selection: [first],
    cursor: { x: 3, y: 4 },
    caret: { root: 'cards', id: second, field: 'title', anchor: 'a', head: 'b' } as never,
  })
  expect(hook.result.current).toBe(before)
  show({})
  expect(hook.result.current.size).toBe(0)
})

it('tells the others where one is oneself, also on coming from another view, and nowhere afterwards', () => {
  const { editor, small, hook, told } = open()
  act(() => editor.select([small.cards[0]]))
  expect(told.at(-1)).toEqual({ selection: [small.cards[0]] })
  act(() => editor.startEditing(small.cards[0]))
  expect(told.at(-1)).toEqual({ editing: small.cards[0] })
  hook.unmount()
  expect(told.at(-1)).toMatchObject({ selection: [], editing: null })
})
