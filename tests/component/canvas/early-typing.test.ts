import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CardId } from '#shared/model/records/card.ts'
import { followEarlyTyping } from '#src/canvas/keyboard/early-typing.ts'
import { canvasCore } from '#tests/support/canvas-core.ts'

let stop: (() => void) | undefined
const heard: string[] = []
const hear = (event: KeyboardEvent): void => void heard.push(event.key)

beforeEach(() => {
  heard.length = 0
  window.addEventListener('keydown', hear)
})
afterEach(() => {
  stop?.()
  window.removeEventListener('keydown', hear)
  document.body.replaceChildren()
  Reflect.deleteProperty(document, 'execCommand')
})

function open() {
  const core = canvasCore({ stages: [1], lanes: ['action'], cards: () => [{ title: 'Pays' }] })
  const [id] = [...core.editor.getSnapshot().cards.keys()] as [CardId]
  const canvas = document.createElement('div')
  document.body.append(canvas)
  stop = followEarlyTyping(core, canvas)
  const press = (...keys: readonly string[]): void => {
    for (const key of keys) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  }
  return { ...core, id, canvas, press, title: () => core.editor.getSnapshot().cards.get(id)?.title }
}

describe('what is typed before the field is there', () => {
  it('goes into the field as soon as it has the focus, and means nothing else', async () => {
    const { editor, id, canvas, press } = open()
    const inserted = vi.fn(() => true)
    document.execCommand = inserted
    editor.startEditing(id)
    press(' ', 'n', 'o', 'x', 'Backspace', 'w', 'Delete', 'ArrowLeft')
    expect(heard).toEqual([])
    const field = document.createElement('textarea')
    canvas.append(field)
    field.focus()
    await Promise.resolve()
    expect(inserted).toHaveBeenCalledExactlyOnceWith('insertText', false, ' now')
  })

  it('goes into the text itself when the field never comes', () => {
    const { editor, id, press, title } = open()
    editor.startEditing(id)
    press(' ', '👍', 'é')
    editor.stopEditing()
    expect(title()).toBe('Pays 👍é')
  })

  it('is kept when one is done before the field is there', () => {
    const { editor, id, press, title } = open()
    editor.startEditing(id)
    press('!', 'Escape', 'n')
    expect(title()).toBe('Pays!')
    expect(editor.selection.getState().editingId).toBeNull()
    // No longer typing: the canvas hears its keys again.
    expect(heard).toEqual(['n'])
  })

  it('leaves keys alone that are no typing, and those typed elsewhere', () => {
    const { editor, id, press, title } = open()
    press('n')
    editor.startEditing(id)
    press('F6', 'Shift')
    const field = document.createElement('input')
    document.body.append(field)
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'q', bubbles: true }))
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }))
    expect(heard).toEqual(['n', 'F6', 'Shift', 'q', 'z'])
    editor.stopEditing()
    expect(title()).toBe('Pays')
  })

  it('does not wait for ever', () => {
    const { editor, id, press } = open()
    const now = vi.spyOn(performance, 'now').mockReturnValue(0)
    editor.startEditing(id)
    now.mockReturnValue(20_000)
    press('n')
    now.mockRestore()
    expect(heard).toEqual(['n'])
    expect(editor.selection.getState().editingId).toBeNull()
  })
})
