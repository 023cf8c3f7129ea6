import { act, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { editText } from '#shared/model/commands/edit-text.ts'
import { useSnapshot } from '#src/editor/hooks.ts'
import { openSmallJourney, renderInJourney } from '#tests/support/editor-render.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('shows what is typed in place at a pause, and all of it when one is done', () => {
  const { editor, small } = openSmallJourney()
  const [id] = small.cards
  const Panel = () => <p data-testid="panel">{useSnapshot().cards.get(id)?.title}</p>
  renderInJourney(editor, <Panel />)
  const shown = (): string | null => screen.getByTestId('panel').textContent
  const type = (insert: string): void =>
    act(() => {
      editor.run(editText, { root: 'cards', id, field: 'title', index: 0, remove: 0, insert }, { isTyped: true })
      vi.advanceTimersByTime(100)
    })
  const before = shown()
  act(() => editor.startEditing(id))
  type('A')
  type('B')
  expect(shown()).toBe(before)
  act(() => void vi.advanceTimersByTime(400))
  expect(shown()).toBe(`BA${before}`)
  type('C')
  expect(shown()).toBe(`BA${before}`)
  act(() => editor.stopEditing())
  expect(shown()).toBe(`CBA${before}`)
  editor.close()
})

it('shows what is typed without a pause every two seconds', () => {
  const { editor, small } = openSmallJourney()
  const [id] = small.cards
  const Panel = () => <p data-testid="panel">{useSnapshot().cards.get(id)?.title}</p>
  renderInJourney(editor, <Panel />)
  const before = screen.getByTestId('panel').textContent
  act(() => editor.startEditing(id))
  const shownAt: number[] = []
  for (let letters = 1; letters <= 45; letters++) {
    act(() => {
      editor.run(editText, { root: 'cards', id, field: 'title', index: 0, remove: 0, insert: 'x' }, { isTyped: true })
      vi.advanceTimersByTime(100)
    })
    const shown = screen.getByTestId('panel').textContent
    if (shown !== `${'x'.repeat(shownAt.at(-1) ?? 0)}${before}`) shownAt.push(letters)
  }
  expect(shownAt).toHaveLength(2)
  editor.close()
})
