import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { followLostTexts } from '#src/app/journey/use-text-notices.ts'
import { cutTexts } from '#src/editor/cut-texts.ts'
import { TextEditor } from '#src/editor/TextEditor.tsx'
import { toasts } from '#src/ui/toast.ts'
import { openSmallJourney, renderInJourney } from '#tests/support/editor-render.tsx'

afterEach(() => toasts.setState({ items: [] }))

it('says that somebody deleted what one was typing in, and brings it back', async () => {
  const { editor, me, other, journey, small } = openSmallJourney()
  const [id] = small.cards
  const stop = followLostTexts(editor)
  editor.select([id])
  editor.startEditing(id)
  other.does(deleteElements, { ids: [id] })
  journey.exchangeBetween(other, me)
  await expect.poll(() => toasts.getState().items.length).toBe(1)
  expect(toasts.getState().items[0]?.message).toBe('Somebody deleted what you were typing in')
  toasts.getState().items[0]?.action?.onClick()
  expect(editor.getSnapshot().cards.get(id)?.title).toBe('See an advert')
  stop()
})

it('says nothing about what one deletes oneself', () => {
  const { editor, small } = openSmallJourney()
  const stop = followLostTexts(editor)
  editor.select([small.cards[0]])
  editor.startEditing(small.cards[0])
  editor.run(deleteElements, { ids: [small.cards[0]] })
  expect(toasts.getState().items).toEqual([])
  stop()
})

it('of a megabyte pasted into a title takes what fits, without cutting an emoji, and tells it', () => {
  const { editor, small } = openSmallJourney()
  const [id] = small.cards
  renderInJourney(editor, <TextEditor root="cards" id={id} field="title" label="Title" />)
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Title' })
  act(() => field.setSelectionRange(0, field.value.length))
  const text = '👩‍👩‍👧'.repeat(130_000)
  fireEvent.paste(field, { clipboardData: { getData: (type: string) => (type === 'text/plain' ? text : '') } })
  const title = editor.getSnapshot().cards.get(id)?.title ?? ''
  expect(title).toBe('👩‍👩‍👧'.repeat(250))
  expect(cutTexts.getState()).toEqual({ maxLength: 2_000, leftOut: text.length - 2_000 })
})
