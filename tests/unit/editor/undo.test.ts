import { beforeAll, describe, expect, it } from 'vitest'
import { loadStepLabels } from '#src/editor/step-labels.ts'
import { duplicateSelected, pasteText } from '#src/editor/clipboard.ts'
import { createEditor, type Editor } from '#src/editor/editor.ts'
import { addCard } from '#shared/model/commands/add-card.ts'
import { addStep } from '#shared/model/commands/add-step.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { editText } from '#shared/model/commands/edit-text.ts'
import { moveLane } from '#shared/model/commands/move-lane.ts'
import { moveCards } from '#shared/model/commands/move-cards.ts'
import { setText } from '#shared/model/commands/set-text.ts'
import type { Result } from '#shared/lib/result.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

beforeAll(loadStepLabels)

function twoPeople() {
  const journey = createTestJourney()
  const small = drawSmallJourney(journey.person('Start'))
  const [ana, ben] = [journey.person('Ana'), journey.person('Ben')]
  const editor = createEditor(ana.doc, { canEdit: true })
  return { journey, small, ana, ben, editor }
}

const value = <Value>(result: Result<Value, string>): Value => {
  if (!result.ok) throw new Error(result.reason)
  return result.value
}
const titles = (editor: Editor): string[] => [...editor.getSnapshot().cards.values()].map((card) => card.title).sort()

describe('undo', () => {
  it('takes back one command at a time and says which is next', () => {
    const { editor, small } = twoPeople()
    const [stepId] = small.steps
    const { cardId } = value(editor.run(addCard, { stepId, laneId: small.lanes.note, title: 'One' }))
    editor.run(moveCards, { cardIds: [cardId], to: { kind: 'free', x: 5, y: 5 } })
    expect(editor.undoState.getState()).toMatchObject({ undoCount: 2, undoLabel: 'move', redoCount: 0 })
    expect(value(editor.undo()).label).toBe('move')
    expect(editor.getSnapshot().cards.get(cardId)?.place.kind).toBe('cell')
    expect(editor.undoState.getState()).toMatchObject({ undoCount: 1, undoLabel: 'add card', redoLabel: 'move' })
    editor.undo()
    expect(editor.getSnapshot().cards.has(cardId)).toBe(false)
    editor.redo()
    editor.redo()
    expect(editor.getSnapshot().cards.get(cardId)?.place.kind).toBe('free')
    expect(editor.redo()).toMatchObject({ ok: false, reason: 'nothing-to-undo' })
  })

  it('joins what continues to one step', () => {
    const { editor, small } = twoPeople()
    const where = { root: 'cards', id: small.cards[0], field: 'title', remove: 0 } as const
    editor.run(editText, { ...where, index: 0, insert: 'a' })
    editor.run(editText, { ...where, index: 1, insert: 'b' }, { continues: true })
    editor.run(editText, { ...where, index: 2, insert: 'c' }, { continues: true })
    expect(editor.undoState.getState().undoCount).toBe(1)
    editor.undo()
    expect(editor.getSnapshot().cards.get(small.cards[0])?.title).toBe('See an advert')
  })

  it('leaves alone what others did', () => {
    const { journey, editor, small, ben } = twoPeople()
    editor.run(setText, { root: 'cards', id: small.cards[0], field: 'title', text: 'Mine' })
    ben.does(setText, { root: 'cards', id: small.cards[1], field: 'title', text: 'Of Ben' })
    journey.exchange()
    editor.undo()
    expect(editor.undoState.getState().undoCount).toBe(0)
    journey.exchange()
    expect(ben.sees().cards.get(small.cards[0])?.title).toBe('See an advert')
    expect(ben.sees().cards.get(small.cards[1])?.title).toBe('Of Ben')
    journey.expectAgreement()
  })

  it('stops at a value that somebody else has changed since, and does not undo something older instead', () => {
    const { journey, editor, small, ben } = twoPeople()
    const [card] = small.cards
    const older = value(
      editor.run(addCard, { stepId: small.steps[0], laneId: small.lanes.note, title: 'Older' }),
    ).cardId
    editor.run(moveCards, { cardIds: [card], to: { kind: 'free', x: 1, y: 1 } })
    journey.exchange()
    ben.does(moveCards, { cardIds: [card], to: { kind: 'free', x: 2, y: 2 } })
    journey.exchange()
    expect(editor.undo()).toMatchObject({ ok: false, reason: 'changed-since', detail: 'move' })
    expect(ben.sees().cards.get(card)?.place).toMatchObject({ x: 2 })
    expect(editor.getSnapshot().cards.has(older)).toBe(true)
    expect(value(editor.undo()).label).toBe('add card')
    expect(editor.getSnapshot().cards.has(older)).toBe(false)
  })

  it('never takes away a card in which somebody else has typed', () => {
    const { journey, editor, small, ben } = twoPeople()
    const { cardId } = value(editor.run(addCard, { stepId: small.steps[0], laneId: small.lanes.note, title: 'Hello' }))
    journey.exchange()
    ben.does(editText, { root: 'cards', id: cardId, field: 'title', index: 5, remove: 0, insert: ' from Ben' })
    journey.exchange()
    expect(editor.undo()).toMatchObject({ ok: false, reason: 'changed-since' })
    journey.exchange()
    expect(editor.getSnapshot().cards.get(cardId)?.title).toBe('Hello from Ben')
    journey.expectAgreement()
  })

  it('never takes away a step into which somebody else has put a card', () => {
    const { journey, editor, small, ben } = twoPeople()
    const { stepId } = value(editor.run(addStep, { stageId: small.stages[0], title: 'Mine' }))
    journey.exchange()
    const { cardId } = ben.does(addCard, { stepId, laneId: small.lanes.note, title: 'Of Ben' })
    journey.exchange()
    expect(editor.undo()).toMatchObject({ ok: false, reason: 'changed-since' })
    expect(editor.getSnapshot().steps.get(stepId)?.title).toBe('Mine')
    expect(editor.getSnapshot().cards.has(cardId)).toBe(true)
  })

  it.each(['Ana', 'Ben'])('never leaves a field without a value when two wrote it at once (%s won)', (winner) => {
    const { journey, editor, small, ana, ben } = twoPeople()
    // Yjs lets the higher number win.
    ana.doc.clientID = winner === 'Ana' ? 9 : 1
    ben.doc.clientID = 5
    const laneId = small.lanes.note
    editor.run(moveLane, { laneId, index: 0 })
    ben.does(moveLane, { laneId, index: 1 })
    journey.exchange()
    editor.undo()
    expect(ana.sees().problems).toEqual([])
    editor.redo()
    editor.undo()
    journey.exchange()
    journey.expectAgreement()
    expect(ana.sees().lanes.has(laneId)).toBe(true)
  })

  it('keeps what somebody typed into a card that one took back at the same moment', () => {
    const { journey, editor, small, ben } = twoPeople()
    const { cardId } = value(editor.run(addCard, { stepId: small.steps[0], laneId: small.lanes.note, title: 'Hello' }))
    journey.exchange()
    editor.undo()
    ben.does(editText, { root: 'cards', id: cardId, field: 'title', index: 5, remove: 0, insert: ' from Ben' })
    ben.does(moveCards, { cardIds: [cardId], to: { kind: 'free', x: 3, y: 3 } })
    journey.exchange()
    journey.expectAgreement()
    expect(ben.sees().cards.has(cardId)).toBe(false)
    editor.redo()
    journey.exchange()
    expect(ben.sees().cards.get(cardId)).toMatchObject({ title: 'Hello from Ben', place: { kind: 'free', x: 3 } })
    // Now it is Ben's, too: taking it back again would hide his words.
    expect(editor.undo()).toMatchObject({ ok: false, reason: 'changed-since' })
    expect(editor.getSnapshot().cards.has(cardId)).toBe(true)
    journey.exchange()
    journey.expectAgreement()
  })

  it('never takes away a step in which there is a card of one’s own that somebody has worked on', () => {
    const { journey, editor, small, ben } = twoPeople()
    const { stepId } = value(editor.run(addStep, { stageId: small.stages[0], title: 'Mine' }))
    const { cardId } = value(editor.run(addCard, { stepId, laneId: small.lanes.note, title: 'Mine' }))
    journey.exchange()
    ben.does(setText, { root: 'cards', id: cardId, field: 'details', text: 'Of Ben' })
    journey.exchange()
    expect(editor.undo()).toMatchObject({ reason: 'changed-since' })
    expect(editor.undo()).toMatchObject({ reason: 'changed-since' })
    expect(editor.getSnapshot().steps.has(stepId)).toBe(true)
    expect(editor.undo()).toMatchObject({ reason: 'nothing-to-undo' })
  })

  it('goes back and forth through making and changing a card', () => {
    const { journey, editor, small } = twoPeople()
    const { cardId } = value(editor.run(addCard, { stepId: small.steps[0], laneId: small.lanes.note, title: 'One' }))
    editor.run(setText, { root: 'cards', id: cardId, field: 'title', text: 'Two' })
    for (let round = 0; round < 3; round++) {
      editor.undo()
      editor.undo()
      expect(editor.getSnapshot().cards.has(cardId)).toBe(false)
      editor.redo()
      expect(editor.getSnapshot().cards.get(cardId)?.title).toBe('One')
      editor.redo()
      expect(editor.getSnapshot().cards.get(cardId)?.title).toBe('Two')
    }
    journey.exchange()
    journey.expectAgreement()
  })

  it('brings a deleted step back with its cards, and with the words that somebody typed in one meanwhile', () => {
    const { journey, editor, small, ben } = twoPeople()
    editor.run(deleteElements, { ids: [small.steps[0]] })
    expect(editor.getSnapshot().steps.has(small.steps[0])).toBe(false)
    ben.does(editText, { root: 'cards', id: small.cards[0], field: 'title', index: 0, remove: 0, insert: 'Well: ' })
    journey.exchange()
    editor.undo()
    expect(titles(editor)).toEqual(['Is it any good?', 'Visit the site', 'Well: See an advert'])
    journey.exchange()
    journey.expectAgreement()
  })

  it('selects again what was selected', () => {
    const { editor, small } = twoPeople()
    editor.select([small.cards[0], small.cards[1]])
    editor.deleteSelection()
    expect([...editor.selection.getState().ids]).toEqual([])
    editor.undo()
    expect([...editor.selection.getState().ids]).toEqual([small.cards[0], small.cards[1]])
    editor.redo()
    expect([...editor.selection.getState().ids]).toEqual([])
    editor.undo()
    expect([...editor.selection.getState().ids]).toEqual([small.cards[0], small.cards[1]])
  })
})

describe('an editor that may not edit', () => {
  it('refuses everything', () => {
    const { ana, small } = twoPeople()
    const viewer = createEditor(ana.doc, { canEdit: false })
    const before = viewer.getSnapshot()
    viewer.select([small.cards[0]])
    const text = viewer.copy()
    expect(viewer.deleteSelection()).toMatchObject({ reason: 'read-only' })
    expect(pasteText(viewer, text)).toMatchObject({ reason: 'read-only' })
    expect(duplicateSelected(viewer)).toMatchObject({ reason: 'read-only' })
    expect(viewer.undo()).toMatchObject({ reason: 'read-only' })
    expect(viewer.cut()).toBe('')
    viewer.startEditing(small.cards[0])
    expect(viewer.selection.getState().editingId).toBeNull()
    expect(viewer.getSnapshot()).toBe(before)
  })

  it('refuses a journey of a newer version', () => {
    const { ana, editor, small } = twoPeople()
    ana.doc.getMap('journey').set('schemaVersion', 99)
    expect(editor.run(deleteElements, { ids: [small.cards[0]] })).toMatchObject({ reason: 'newer-version' })
  })
})
