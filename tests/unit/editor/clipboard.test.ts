import { describe, expect, it } from 'vitest'
import { duplicateSelected, pasteText } from '#src/editor/clipboard.ts'
import { createEditor, type Editor } from '#src/editor/editor.ts'
import { rowsOfPastedText } from '#src/editor/pasted-text.ts'
import { addCard } from '#shared/model/commands/add-card.ts'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { addLane } from '#shared/model/commands/add-lane.ts'
import { addLink } from '#shared/model/commands/add-link.ts'
import { addPersona } from '#shared/model/commands/add-persona.ts'
import { addStage } from '#shared/model/commands/add-stage.ts'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import type { Result } from '#shared/lib/result.ts'
import { cardsOfCell } from '#shared/model/selectors/cards-by-cell.ts'
import { freeCards } from '#shared/model/selectors/free-cards.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

function start() {
  const journey = createTestJourney()
  const small = drawSmallJourney(journey.person('Start'))
  const editor = createEditor(journey.person('Ana').doc, { canEdit: true })
  return { small, editor }
}

const value = <Value>(result: Result<Value, string>): Value => {
  if (!result.ok) throw new Error(`${result.reason} ${result.detail ?? ''}`)
  return result.value
}
/** The grid as titles: a list of lanes, each a list of cells. */
const grid = (editor: Editor): string[][][] =>
  lanesInOrder(editor.getSnapshot()).map((lane) =>
    stepsInOrder(editor.getSnapshot()).map((step) =>
      cardsOfCell(editor.getSnapshot(), step.id, lane.id).map(({ title }) => title),
    ),
  )
const selected = (editor: Editor): string[] => [...editor.selection.getState().ids]

describe('copy and paste of cards', () => {
  it('carries kind, texts, channels and the links between them, and selects the copies', () => {
    const { editor, small } = start()
    const [first, second] = small.cards
    editor.run(editFields, { root: 'cards', id: first, patch: { channels: ['ad'], details: 'On the bus' } })
    editor.run(addLink, { fromCardId: first, toCardId: second, label: 'then' })
    editor.select([second, first])
    const text = editor.copy()
    editor.select([])
    const { cardIds } = value(pasteText(editor, text, { stepId: small.steps[1], laneId: small.lanes.touchpoint }))
    expect(selected(editor)).toEqual(cardIds)
    expect(grid(editor)[0]).toEqual([['See an advert'], ['Visit the site', 'See an advert'], ['Visit the site']])
    const copies = cardIds.map((id) => editor.getSnapshot().cards.get(id))
    expect(copies[0]).toMatchObject({ kind: 'touchpoint', channels: ['ad'], details: 'On the bus' })
    expect([...editor.getSnapshot().links.values()]).toHaveLength(2)
    expect([...editor.getSnapshot().links.values()].some((link) => link.fromCardId === cardIds[0])).toBe(true)
  })

  it('finds the lane of its kind in another journey, makes one when there is none, and leaves unknown personas out', () => {
    const { editor, small } = start()
    const { personaId } = value(editor.run(addPersona, { name: 'Sarah' }))
    editor.run(editFields, { root: 'cards', id: small.cards[0], patch: { personaIds: [personaId] } })
    editor.select(small.cards)
    const text = editor.copy()

    const doc = createTestJourney().person('Elsewhere').doc
    const other = createEditor(doc, { canEdit: true })
    expect(pasteText(other, text)).toMatchObject({ reason: 'no-step' })
    other.run(addStage, { title: 'Only' })
    const laneId = value(other.run(addLane, { kind: 'touchpoint', title: 'Contacts' })).laneId
    value(pasteText(other, text))
    expect(lanesInOrder(other.getSnapshot()).map(({ title, kind }) => [kind, title])).toEqual([
      ['touchpoint', 'Contacts'],
      ['thought', 'Thoughts'],
    ])
    const [step] = stepsInOrder(other.getSnapshot())
    const cards = step ? cardsOfCell(other.getSnapshot(), step.id, laneId) : []
    expect(cards.map(({ title, personaIds }) => [title, personaIds.length])).toEqual([
      ['See an advert', 0],
      ['Visit the site', 0],
    ])
    other.undo()
    expect(other.getSnapshot().cards.size).toBe(0)
    expect(other.getSnapshot().lanes.size).toBe(1)
  })

  it('goes into the wanted lane when that takes it, else into its own', () => {
    const { editor, small } = start()
    editor.select([small.cards[2]])
    const text = editor.copy()
    pasteText(editor, text, { stepId: small.steps[2], laneId: small.lanes.note })
    pasteText(editor, text, { stepId: small.steps[2], laneId: small.lanes.emotion })
    expect(grid(editor)[3]?.[2]).toEqual(['Is it any good?'])
    expect(grid(editor)[1]?.[2]).toEqual(['Is it any good?'])
  })

  it('copies what a selected step, stage or lane holds', () => {
    const { editor, small } = start()
    editor.select([small.steps[0]])
    value(pasteText(editor, editor.copy(), { stepId: small.steps[2], laneId: small.lanes.note }))
    expect(grid(editor).map((lane) => lane[2])).toEqual([['See an advert'], ['Is it any good?'], [], []])
    editor.select([small.lanes.emotion])
    expect(editor.copy()).toBe('')
  })

  it('puts free cards beside their originals, or where one points', () => {
    const { editor } = start()
    const { cardId } = value(editor.run(addFreeCard, { x: 100, y: 100, title: 'Free' }))
    editor.select([cardId])
    const text = editor.copy()
    pasteText(editor, text)
    pasteText(editor, text, { x: -7, y: 900 })
    const places = freeCards(editor.getSnapshot()).map(({ place }) => (place.kind === 'free' ? [place.x, place.y] : []))
    expect(places).toContainEqual([124, 124])
    expect(places).toContainEqual([-7, 900])
  })

  it('duplicates in place, cuts, and refuses when nothing is selected', () => {
    const { editor, small } = start()
    editor.select([small.cards[0]])
    value(duplicateSelected(editor))
    expect(grid(editor)[0]?.[0]).toEqual(['See an advert', 'See an advert'])
    const text = editor.cut()
    expect(grid(editor)[0]?.[0]).toEqual(['See an advert'])
    value(pasteText(editor, text, { stepId: small.steps[2], laneId: small.lanes.touchpoint }))
    expect(grid(editor)[0]?.[2]).toEqual(['See an advert'])
    editor.select([small.cards[1], small.cards[0]])
    value(duplicateSelected(editor))
    expect(grid(editor)[0]).toEqual([
      ['See an advert', 'See an advert'],
      ['Visit the site', 'Visit the site'],
      ['See an advert'],
    ])
    editor.select([])
    expect(duplicateSelected(editor)).toMatchObject({ reason: 'nothing-to-paste' })
    expect(editor.copy()).toBe('')
  })

  it('refuses damaged cards, and takes a text that only looks a little like them as text', () => {
    const { editor, small } = start()
    const at = { stepId: small.steps[0], laneId: small.lanes.note }
    for (const text of [
      '{"waymark":"cards"',
      '{"waymark":"cards","version":1,"cards":[{"kind":"alien"}],"links":[]}',
    ]) {
      expect(pasteText(editor, text, at)).toMatchObject({ reason: 'not-valid' })
    }
    value(pasteText(editor, '{"waymark": what a word}', at))
    expect(grid(editor)[3]?.[0]).toEqual(['{"waymark": what a word}'])
    const wrongField = { title: 'x', score: 99 }
    const from = { kind: 'cell', column: 0, stepId: 's', laneId: 'l', laneKind: 'note', laneTitle: '' }
    const crafted = { waymark: 'cards', version: 1, cards: [{ kind: 'note', fields: wrongField, from }], links: [] }
    expect(pasteText(editor, JSON.stringify(crafted), at)).toMatchObject({ reason: 'not-valid' })
  })
})

describe('paste of plain text', () => {
  it('makes a card of each line in the focused cell', () => {
    const { editor, small } = start()
    editor.select([small.cards[2]])
    value(pasteText(editor, '- What does it cost?\r\n\r\n  • Is it safe?\n'))
    expect(grid(editor)[1]?.[0]).toEqual(['Is it any good?', 'What does it cost?', 'Is it safe?'])
    expect(selected(editor)).toHaveLength(2)
    editor.undo()
    expect(grid(editor)[1]?.[0]).toEqual(['Is it any good?'])
  })

  it('fills cells to the right and down from a spreadsheet', () => {
    const { editor, small } = start()
    value(pasteText(editor, 'a\tb\n"c ""1""\nnext"\td\n', { stepId: small.steps[1], laneId: small.lanes.thought }))
    expect(grid(editor)[1]).toEqual([['Is it any good?'], ['a'], ['b']])
    expect(grid(editor)[2]).toEqual([[], ['c "1"\nnext'], ['d']])
    expect(editor.undoState.getState().undoCount).toBe(1)
  })

  it('becomes notes where one points beside the grid, as one step', () => {
    const { editor } = start()
    value(pasteText(editor, 'one\ntwo', { x: 0, y: -500 }))
    expect(
      freeCards(editor.getSnapshot())
        .map(({ title }) => title)
        .sort(),
    ).toEqual(['one', 'two'])
    editor.undo()
    expect(freeCards(editor.getSnapshot())).toEqual([])
  })

  it('needs a place', () => {
    const { editor } = start()
    expect(pasteText(editor, 'text')).toMatchObject({ reason: 'no-cell' })
    expect(pasteText(editor, '  \n ', { x: 0, y: 0 })).toMatchObject({ reason: 'nothing-to-paste' })
  })
})

describe('rowsOfPastedText', () => {
  it.each([
    ['a\tb', [[['a'], ['b']]]],
    ['a\t', [[['a'], ['']]]],
    ['a\r\nb', [[['a', 'b']]]],
    ['x\t"say ""hi"""', [[['x'], ['say "hi"']]]],
    ['x\t"open', [[['x'], ['"open']]]],
    ['x\t"a" b', [[['x'], ['"a" b']]]],
    ['1\t2\n\n3\t4', [[['1'], ['2']], [['']], [['3'], ['4']]]],
  ])('reads %j', (text, rows) => expect(rowsOfPastedText(text)).toEqual(rows))
})

it('a card that is added beside does not change what is on the clipboard', () => {
  const { editor, small } = start()
  editor.select([small.cards[0]])
  const text = editor.copy()
  editor.run(addCard, { stepId: small.steps[0], laneId: small.lanes.touchpoint, title: 'Later' })
  expect(editor.copy()).toBe(text)
})
