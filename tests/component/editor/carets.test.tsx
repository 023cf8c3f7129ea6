import { act, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import type { PresenceCaret } from '#shared/contract/presence.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { editText } from '#shared/model/commands/edit-text.ts'
import { followCarets, type PlacedCaret, showOwnCaret } from '#src/editor/carets/carets.ts'
import { createEditor } from '#src/editor/editor.ts'
import { TextEditor } from '#src/editor/TextEditor.tsx'
import { openSmallJourney, renderInJourney } from '#tests/support/editor-render.tsx'

function open() {
  const opened = openSmallJourney()
  const [id] = opened.small.cards
  const where = { root: 'cards', id, field: 'title' } as const
  const theirs = createEditor(opened.other.doc, { canEdit: true })
  const show = (caret: PresenceCaret) =>
    act(() => opened.editor.carets.others.setState([{ connection: 7, name: 'Ana', color: 3, caret }], true))
  const theyStandAt = (anchor: number, head = anchor) => {
    showOwnCaret(theirs, where, { anchor, head })
    show(theirs.carets.own.getState() as PresenceCaret)
  }
  let placed: readonly PlacedCaret[] = []
  const stop = followCarets(opened.editor, where, (carets) => {
    placed = carets
  })
  return {
    ...opened,
    id,
    where,
    show,
    theyStandAt,
    stop,
    heads: () => placed.map(({ anchor, head }) => [anchor, head]),
  }
}

describe('the carets of others', () => {
  it('stand where they are, and stay with their letters', () => {
    const { editor, where, theyStandAt, heads } = open()
    theyStandAt(3, 6)
    expect(heads()).toEqual([[3, 6]])
    editor.run(editText, { ...where, index: 0, remove: 0, insert: 'We ' })
    expect(heads()).toEqual([[6, 9]])
    editor.run(editText, { ...where, index: 0, remove: 7, insert: '' })
    expect(heads()).toEqual([[0, 2]])
  })

  it('wait where they were for letters that have not come yet', async () => {
    const { other, journey, me, where, theyStandAt, heads } = open()
    theyStandAt(3)
    other.does(editText, { ...where, index: 3, remove: 0, insert: 'ing' })
    theyStandAt(6)
    expect(heads()).toEqual([[3, 3]])
    journey.exchangeBetween(other, me)
    await expect.poll(heads).toEqual([[6, 6]])
  })

  it('are gone with those who leave, and with the text', () => {
    const { editor, id, theyStandAt, heads } = open()
    theyStandAt(2)
    editor.run(deleteElements, { ids: [id] })
    expect(heads()).toEqual([])
    editor.undo()
    expect(heads()).toEqual([[2, 2]])
    act(() => editor.carets.others.setState([], true))
    expect(heads()).toEqual([])
  })

  it('are nowhere when they name another text, another document or what there is not', () => {
    const { editor, me, where, small, show, heads } = open()
    const elsewhere = new Y.Doc()
    elsewhere.getText('other').insert(0, 'Something else altogether')
    const item = (text: Y.Text, index: number) =>
      Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index)) as never
    const otherTitle = editor.textOf('cards', small.cards[1], 'title') as Y.Text
    const nowhere = [
      item(otherTitle, 2),
      item(elsewhere.getText('other'), 4),
      { item: { client: me.doc.clientID, clock: 9e15 } },
      { type: { client: 1, clock: 1 } },
    ]
    for (const place of nowhere) {
      show({ ...where, range: { anchor: place, head: place } })
      expect(heads()).toEqual([])
    }
    // Every struct of the document: letters of all texts, fields, records, what is deleted.
    const own = editor.textOf('cards', where.id, 'title') as Y.Text
    let count = 0
    for (const [client, structs] of me.doc.store.clients) {
      for (const { id, length } of structs) {
        for (const key of ['item', 'type'] as const) {
          const place = { [key]: { client, clock: id.clock + length - 1 }, assoc: count % 2 ? 0 : -1 }
          show({ ...where, range: { anchor: place, head: place } })
          for (const [, head = 0] of heads()) expect(head).toBeLessThanOrEqual(own.length)
          count += 1
        }
      }
    }
    expect(count).toBeGreaterThan(100)
    expect([...me.doc.share.keys()]).not.toContain('other')
  })

  it('are told of oneself only while one types, and never by who only looks', async () => {
    const { editor, where, id } = open()
    renderInJourney(editor, <TextEditor {...where} label="Title" />)
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Title' })
    expect(editor.carets.own.getState()).toBeNull()
    act(() => field.focus())
    await expect
      .poll(() => editor.carets.own.getState())
      .toMatchObject({ root: 'cards', id, field: 'title', range: { head: {} } })
    act(() => field.blur())
    expect(editor.carets.own.getState()).toBeNull()
    const looking = createEditor(openSmallJourney().me.doc, { canEdit: false })
    showOwnCaret(looking, where, { anchor: 0, head: 0 })
    expect(looking.carets.own.getState()).toBeNull()
  })
})

describe('the carets of others in a field', () => {
  beforeEach(() => {
    // What jsdom lacks: it lays nothing out.
    vi.stubGlobal(
      'ResizeObserver',
      class {
        observe() {}
        disconnect() {}
      },
    )
    Range.prototype.getClientRects = () => [new DOMRect(5, 5, 0, 16)] as unknown as DOMRectList
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    Reflect.deleteProperty(Range.prototype, 'getClientRects')
  })

  it('carry their names as words, whatever is in them', async () => {
    const { editor, where, theyStandAt } = open()
    const { container, unmount } = renderInJourney(editor, <TextEditor {...where} label="Title" />)
    Object.defineProperty(screen.getByRole('textbox', { name: 'Title' }), 'clientHeight', { value: 30 })
    theyStandAt(2)
    expect(await screen.findByTestId('text-caret')).toHaveTextContent('Ana')
    const [caret] = editor.carets.others.getState()
    act(() => editor.carets.others.setState([{ ...caret!, name: '<img src=x onerror=alert(1)>' }], true))
    expect(screen.getByTestId('text-caret')).toHaveTextContent('<img src=x onerror=alert(1)>')
    expect(container.querySelector('img')).toBeNull()
    unmount()
    expect(screen.queryByTestId('text-caret')).toBeNull()
  })
})
