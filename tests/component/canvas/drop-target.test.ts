import { describe, expect, test } from 'vitest'
import { layoutOf } from '#shared/layout/layout-of.ts'
import type { Card, CardId } from '#shared/model/records/card.ts'
import { documentFromJson } from '#shared/model/json-form.ts'
import { createEditor } from '#src/editor/editor.ts'
import { dropCards } from '#src/canvas/gestures/drop-cards.ts'
import { dropTargetAt } from '#src/canvas/gestures/drop-target.ts'
import { freeCard, gridJson } from '#tests/support/canvas-journey.ts'

/** Two stages with an empty one between; three lanes of one card a cell, and two free notes. */
function setUp() {
  const json = gridJson({
    stages: [1, 0, 2],
    lanes: ['action', 'emotion', 'note'],
    cards: (step, lane) =>
      step === 0 && lane === 2 ? [{}, freeCard(0, 900), freeCard(300, 900)] : [{ title: 'Some' }],
  })
  const editor = createEditor(documentFromJson(json), { canEdit: true })
  const layout = () => layoutOf(editor.getSnapshot())
  const card = (id: string): Card => {
    const found = editor.getSnapshot().cards.get(id as CardId)
    if (!found) throw new Error(`no card ${id}`)
    return found
  }
  const free = [...editor.getSnapshot().cards.values()].filter(({ place }) => place.kind === 'free')
  const targetAt = (cards: readonly Card[], x: number, y: number, moved = { dx: 0, dy: 0 }) => {
    const [anchor] = cards
    if (!anchor) throw new Error('nothing is dragged')
    return dropTargetAt(layout(), { cards, anchor, ...moved }, { x, y })
  }
  return { editor, layout, card, free, targetAt }
}

describe('where dragged cards land', () => {
  test('a lane takes its kinds only, a note lane takes all', () => {
    const { targetAt, card } = setUp()
    const action = [card('card0')]
    expect(targetAt(action, 500, 20)).toMatchObject({ kind: 'cell', cell: { stepId: 'step1' }, isAllowed: true })
    expect(targetAt(action, 500, 150)).toMatchObject({ cell: { laneId: 'lane1' }, isAllowed: false })
    expect(targetAt(action, 500, 400)).toMatchObject({ cell: { laneId: 'lane2' }, isAllowed: true })
    expect(targetAt(action, 300, 20)).toBeUndefined()
  })

  test('the place among the cards of a cell follows the pointer', () => {
    const { targetAt, card } = setUp()
    expect(targetAt([card('card0')], 500, 5)).toMatchObject({ index: 0 })
    expect(targetAt([card('card0')], 500, 90)).toMatchObject({ index: 1 })
  })

  test('cards of several cells keep their distance, over an empty stage too', () => {
    const { targetAt, card, editor, layout } = setUp()
    const cards = [card('card0'), card('card1')]
    const target = targetAt(cards, 500, 20)
    expect(target).toMatchObject({ kind: 'shift', columns: 1, lanes: 0, isAllowed: true })
    if (target) dropCards(editor, layout(), cards, target)
    expect(cards.map(({ id }) => card(id).place)).toMatchObject([
      { stepId: 'step1' },
      { stepId: 'step1', laneId: 'lane1' },
    ])
    expect(targetAt([card('card0'), card('card1')], 500, 400)).toMatchObject({ isAllowed: false })
  })

  test('outside the grid a card becomes free; free cards move by as much as the pointer', () => {
    const { targetAt, card, free, editor, layout } = setUp()
    const target = targetAt([card('card0')], 50, 1_000, { dx: 30, dy: 990 })
    expect(target).toMatchObject({ kind: 'free', x: 44, y: 1_004 })
    if (target) dropCards(editor, layout(), [card('card0')], target)
    expect(card('card0').place).toMatchObject({ kind: 'free', x: 44, y: 1_004 })
    expect(targetAt(free, 50, 1_500, { dx: 10, dy: 20 })).toMatchObject({ kind: 'offset', dx: 10, dy: 20 })
  })

  test('dropping where it was writes nothing; a height on the emotion lane is a score, in the same undo step', () => {
    const { targetAt, card, editor, layout } = setUp()
    const still = targetAt([card('card0')], 50, 20)
    if (still) dropCards(editor, layout(), [card('card0')], still)
    expect(editor.undo().ok).toBe(false)
    const emotion = card('card1')
    expect(emotion.score).toBeUndefined()
    const up = targetAt([emotion], 500, 110, { dx: 450, dy: -1_000 })
    if (up) dropCards(editor, layout(), [emotion], up)
    expect(card('card1')).toMatchObject({ score: 2, place: { stepId: 'step1' } })
    editor.undo()
    expect(card('card1').score).toBeUndefined()
    expect(card('card1').place).toMatchObject({ stepId: 'step0' })
  })
})
