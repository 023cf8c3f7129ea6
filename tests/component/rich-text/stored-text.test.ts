import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import * as fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { editText } from '#shared/model/commands/edit-text.ts'
import { limitLength } from '#src/rich-text/code-mirror/limit-length.ts'
import { storedTextExtension } from '#src/rich-text/code-mirror/stored-text.ts'
import { cutTexts } from '#src/editor/cut-texts.ts'
import { openSmallJourney } from '#tests/support/editor-render.tsx'

const views: EditorView[] = []
afterEach(() => {
  for (const view of views.splice(0)) view.destroy()
})

function open() {
  const opened = openSmallJourney()
  const [id] = opened.small.cards
  const where = { root: 'cards', id, field: 'details' } as const
  const view = new EditorView({
    state: EditorState.create({
      doc: opened.editor.textOf('cards', id, 'details')?.toString() ?? '',
      extensions: [EditorState.lineSeparator.of('\n'), limitLength(where), storedTextExtension(opened.editor, where)],
    }),
  })
  views.push(view)
  const stored = (): string | undefined => opened.me.sees().cards.get(id)?.details
  const type = (insert: string, from = view.state.doc.length, to = from, userEvent = 'input.type'): void =>
    view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, userEvent })
  const otherTypes = (index: number, insert: string, remove = 0): void => {
    opened.other.does(editText, { ...where, index, remove, insert })
    opened.journey.exchangeBetween(opened.other, opened.me)
  }
  const shown = (): string => view.state.doc.toString()
  return { ...opened, id, where, view, stored, type, otherTypes, shown }
}

describe('a text in the editor and in the journey', () => {
  it('is the same, whoever types', () => {
    const { journey, me, other, type, stored, shown, otherTypes } = open()
    type('Hello')
    journey.exchangeBetween(me, other)
    otherTypes(0, 'Well, ')
    type(' you', shown().length)
    expect(stored()).toBe('Well, Hello you')
    expect(shown()).toBe('Well, Hello you')
  })

  it('keeps the caret between the same letters', () => {
    const { view, type, otherTypes, journey, me, other } = open()
    type('Hello')
    journey.exchangeBetween(me, other)
    view.dispatch({ selection: { anchor: 2 } })
    otherTypes(0, '>>')
    expect(view.state.selection.main.head).toBe(4)
  })

  it('undoes what was typed in one go as one step, a format as another, and never what others typed', () => {
    const { editor, type, shown, stored, otherTypes, journey, me, other } = open()
    type('one')
    type(' two')
    type('**', 0, 0, 'input.format')
    journey.exchangeBetween(me, other)
    otherTypes(0, 'Theirs ')
    editor.undo()
    expect(shown()).toBe('Theirs one two')
    editor.undo()
    expect(shown()).toBe('Theirs ')
    expect(stored()).toBe('Theirs ')
  })

  it('writes several replacements at once as one step', () => {
    const { editor, view, type, stored } = open()
    type('one two three')
    view.dispatch({
      changes: [
        { from: 0, to: 3, insert: '1' },
        { from: 8, to: 13, insert: '3' },
      ],
      userEvent: 'input.format',
    })
    expect(stored()).toBe('1 two 3')
    editor.undo()
    expect(stored()).toBe('one two three')
  })

  it('takes as much of a huge text as fits, and says so', () => {
    const { type, stored, shown } = open()
    type('👍'.repeat(500_000), 0, 0, 'input.paste')
    expect(stored()).toHaveLength(20_000)
    expect(shown()).toBe('👍'.repeat(10_000))
    expect(cutTexts.getState()).toEqual({ maxLength: 20_000, leftOut: 980_000 })
  })

  it('stays the same through any mixture of edits', () => {
    const step = fc.record({
      mine: fc.boolean(),
      at: fc.nat(40),
      remove: fc.nat(5),
      insert: fc.string({ maxLength: 5 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const { type, shown, stored, otherTypes, journey, me, other, other: peer, id } = open()
        for (const { mine, at, remove, insert } of steps) {
          if (mine) type(insert, Math.min(at, shown().length), Math.min(at + remove, shown().length))
          else {
            const theirs = peer.sees().cards.get(id)?.details.length ?? 0
            const index = Math.min(at, theirs)
            otherTypes(index, insert, Math.min(remove, theirs - index))
          }
          expect(shown()).toBe(stored())
        }
        journey.exchangeBetween(me, other)
        expect(peer.sees().cards.get(id)?.details).toBe(stored())
      }),
      { numRuns: 60 },
    )
  })
})
