import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { loadStepLabels } from '#src/editor/step-labels.ts'
import { editText } from '#shared/model/commands/edit-text.ts'
import { TextEditor, type TextEditorProps } from '#src/editor/TextEditor.tsx'
import { openSmallJourney, renderInJourney } from '#tests/support/editor-render.tsx'

beforeAll(loadStepLabels)

function open(props: Partial<TextEditorProps> = {}, options: { canEdit?: boolean } = {}) {
  const opened = openSmallJourney(options)
  const [id] = opened.small.cards
  const where = { root: 'cards', id, field: 'title' } as const
  const rendered = renderInJourney(opened.editor, <TextEditor {...where} label="Title" {...props} />)
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Title' })
  const title = () => opened.me.sees().cards.get(id)?.title
  const otherTypes = (index: number, insert: string, remove = 0) =>
    act(() => {
      opened.other.does(editText, { ...where, index, remove, insert })
      opened.journey.exchangeBetween(opened.other, opened.me)
    })
  return { ...opened, ...rendered, id, field, title, otherTypes }
}

/** What a browser does while an input method composes: the text changes, but the word is not there yet. */
function compose(field: HTMLTextAreaElement, value: string): void {
  field.value = value
  fireEvent.input(field)
}

describe('TextEditor', () => {
  it('types into the stored text', async () => {
    const { field, title } = open({ autoFocus: true })
    expect(field).toHaveFocus()
    await userEvent.keyboard(' on TV')
    expect(title()).toBe('See an advert on TV')
  })

  it('keeps the words of two who type at once', async () => {
    const { field, title, other, journey, id, me } = open({ autoFocus: true })
    await userEvent.keyboard(' now')
    // The other has not seen that yet.
    other.does(editText, { root: 'cards', id, field: 'title', index: 0, remove: 0, insert: 'First: ' })
    act(() => journey.exchangeBetween(other, me))
    expect(field).toHaveValue('First: See an advert now')
    expect(title()).toBe('First: See an advert now')
    journey.exchange()
    journey.expectAgreement()
  })

  it('leaves the caret between the same letters when others type before it', () => {
    const { field, otherTypes } = open({ autoFocus: true })
    field.setSelectionRange(4, 6)
    otherTypes(0, '>> ')
    expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe('an')
    otherTypes(0, '', 3)
    expect([field.selectionStart, field.selectionEnd]).toEqual([4, 6])
  })

  it('does not touch the field while a word is being composed, and merges afterwards', () => {
    const { field, title, otherTypes, journey } = open({ autoFocus: true })
    fireEvent.compositionStart(field)
    compose(field, 'See an advertに')
    otherTypes(0, 'Maybe: ')
    otherTypes(7 + 13, '!')
    expect(field).toHaveValue('See an advertに')
    compose(field, 'See an advert日本')
    expect(title()).toBe('Maybe: See an advert!')
    fireEvent.compositionEnd(field)
    expect(title()).toMatch(/^Maybe: See an advert(日本!|!日本)$/)
    expect(field).toHaveValue(title())
    journey.exchange()
    journey.expectAgreement()
  })

  it('composing over a selection removes only what was selected, not what others put into it', () => {
    const { field, title, otherTypes } = open({ autoFocus: true })
    fireEvent.compositionStart(field)
    compose(field, 'See字advert')
    otherTypes(5, 'XX')
    fireEvent.compositionEnd(field)
    expect(title()).toContain('XX')
    expect(title()?.replace('XX', '')).toBe('See字advert')
    expect(field).toHaveValue(title())
  })

  it('undoes by the editor: a run of typing is one step', async () => {
    const { field, title, editor } = open({ autoFocus: true })
    await userEvent.keyboard(' now')
    expect(editor.undoState.getState()).toMatchObject({ undoCount: 1, undoLabel: 'typing' })
    await userEvent.keyboard('{Control>}z{/Control}')
    expect(title()).toBe('See an advert')
    expect(field).toHaveValue('See an advert')
    await userEvent.keyboard('{Control>}y{/Control}')
    expect(field).toHaveValue('See an advert now')
  })

  it('keeps its keys from the canvas around it', async () => {
    const keyDown = vi.fn<(event: KeyboardEvent) => void>()
    window.addEventListener('keydown', keyDown)
    open({ autoFocus: true })
    await userEvent.keyboard('v{Backspace}{Control>}z{/Control}')
    expect(keyDown.mock.calls.map(([event]) => event.key)).toEqual(['Control'])
    window.removeEventListener('keydown', keyDown)
  })

  it('says once how one is done', async () => {
    const onDone = vi.fn()
    const { field } = open({ autoFocus: true, onDone })
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}')
    expect(field.value).toContain('\n')
    await userEvent.keyboard('{Enter}')
    act(() => field.blur())
    expect(onDone.mock.calls).toEqual([['enter', { isShift: false }]])
    act(() => field.focus())
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}')
    expect(onDone).toHaveBeenLastCalledWith('tab', { isShift: true })
    act(() => {
      field.blur()
      field.focus()
    })
    await userEvent.keyboard('{Escape}')
    expect(onDone).toHaveBeenLastCalledWith('escape', { isShift: false })
  })

  it('a long text takes Enter as a new line', async () => {
    const onDone = vi.fn()
    const { title } = open({ autoFocus: true, multiline: true, onDone })
    await userEvent.keyboard('{Enter}x')
    expect(title()).toBe('See an advert\nx')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(onDone).toHaveBeenCalledWith('enter', { isShift: false })
  })

  it('takes back what does not fit', () => {
    const { field, title } = open({ autoFocus: true })
    fireEvent.input(field, { target: { value: 'x'.repeat(2_001) } })
    expect(title()).toBe('See an advert')
    expect(field).toHaveValue('See an advert')
  })

  it('can be read, not changed, by a viewer, and follows', () => {
    const { field, otherTypes } = open({}, { canEdit: false })
    expect(field).toHaveAttribute('readonly')
    otherTypes(0, 'Now: ')
    expect(field).toHaveValue('Now: See an advert')
  })

  it('takes up a text that undo has made anew', async () => {
    const { field, me, id, editor } = open({ autoFocus: true })
    const card = me.doc.getMap('cards').get(id) as { set: (field: string, value: unknown) => void }
    const { Text } = await import('yjs')
    act(() => card.set('title', new Text('Anew')))
    await waitFor(() => expect(field).toHaveValue('Anew'))
    await userEvent.keyboard('!')
    expect(editor.getSnapshot().cards.get(id)?.title).toContain('!')
  })
})
