import { describe, expect, it } from 'vitest'
import { addCard } from '#shared/model/commands/add-card.ts'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { moveCards } from '#shared/model/commands/move-cards.ts'
import { moveStage } from '#shared/model/commands/move-stage.ts'
import { setText } from '#shared/model/commands/set-text.ts'
import { byCellOrder, cardsByCell, cardsOfCell, cellKey } from '#shared/model/selectors/cards-by-cell.ts'
import { elementKindOf } from '#shared/model/selectors/element-kind-of.ts'
import { freeCards } from '#shared/model/selectors/free-cards.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import { stepsOfStage } from '#shared/model/selectors/steps-of-stage.ts'
import { createEditor } from '#src/editor/editor.ts'
import { anyCommand, seededRandom } from '#tests/support/test-journey-fuzz.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

function start() {
  const ana = createTestJourney().person('Ana')
  const small = drawSmallJourney(ana)
  const editor = createEditor(ana.doc, { canEdit: true })
  return { small, editor, snapshot: editor.getSnapshot }
}

describe('selectors', () => {
  it('remember their answer until what they read changes', () => {
    const { editor, small, snapshot } = start()
    const [stages, steps, cells] = [stagesInOrder(snapshot()), stepsInOrder(snapshot()), cardsByCell(snapshot())]
    editor.run(setText, { root: 'cards', id: small.cards[0], field: 'title', text: 'Other' })
    expect(stagesInOrder(snapshot())).toBe(stages)
    expect(stepsInOrder(snapshot())).toBe(steps)
    expect(cardsByCell(snapshot())).not.toBe(cells)
    editor.run(moveStage, { stageId: small.stages[1], index: 0 })
    expect(stepsInOrder(snapshot()).map(({ id }) => id)).toEqual([small.steps[2], small.steps[0], small.steps[1]])
    expect(stepsOfStage(snapshot(), small.stages[0]).map(({ id }) => id)).toEqual([small.steps[0], small.steps[1]])
  })

  it('keep the list of a cell that did not change, for the canvas to draw nothing', () => {
    const { editor, small, snapshot } = start()
    const [first, second] = [small.steps[0], small.steps[1]]
    const { touchpoint } = small.lanes
    const before = [first, second].map((step) => cardsOfCell(snapshot(), step, touchpoint))
    const free = freeCards(snapshot())
    editor.run(setText, { root: 'cards', id: small.cards[0], field: 'title', text: 'Other' })
    expect(cardsOfCell(snapshot(), first, touchpoint)).not.toBe(before[0])
    expect(cardsOfCell(snapshot(), second, touchpoint)).toBe(before[1])
    expect(freeCards(snapshot())).toBe(free)
    editor.run(addFreeCard, { x: 0, y: 0 })
    expect(freeCards(snapshot())).toHaveLength(1)
  })

  it('list cards of a cell from top to bottom', () => {
    const { editor, small, snapshot } = start()
    const cell = { stepId: small.steps[0], laneId: small.lanes.note }
    for (const title of ['b', 'c']) editor.run(addCard, { ...cell, title })
    editor.run(addCard, { ...cell, title: 'a', index: 0 })
    const inCell = () => cardsOfCell(snapshot(), cell.stepId, cell.laneId)
    expect(inCell().map(({ title }) => title)).toEqual(['a', 'b', 'c'])
    const last = inCell()[2]
    if (last) editor.run(moveCards, { cardIds: [last.id], to: { kind: 'cell', ...cell, index: 1 } })
    expect(inCell().map(({ title }) => title)).toEqual(['a', 'c', 'b'])
    expect(cardsByCell(snapshot()).get(cellKey(cell.stepId, cell.laneId))).toBe(inCell())
  })

  it('know what an id stands for', () => {
    const { editor, small, snapshot } = start()
    expect(elementKindOf(snapshot(), small.cards[0])).toBe('card')
    expect(elementKindOf(snapshot(), small.stages[0])).toBe('stage')
    editor.run(deleteElements, { ids: [small.cards[0]] })
    expect(elementKindOf(snapshot(), small.cards[0])).toBeUndefined()
  })
})

it('cardsByCell is the same whether it follows every change or starts anew (fuzz)', () => {
  const random = seededRandom(5)
  const ana = createTestJourney().person('Ana')
  drawSmallJourney(ana)
  const editor = createEditor(ana.doc, { canEdit: true })
  for (let count = 0; count < 400; count++) {
    anyCommand(random, editor.getSnapshot(), (command, args) => editor.run(command, args))
    if (random.index(10) === 0) editor.undo()
    const followed = cardsByCell(editor.getSnapshot())
    const cards = [...editor.getSnapshot().cards.values()].filter(({ place }) => place.kind === 'cell')
    expect([...followed.values()].reduce((sum, cell) => sum + cell.length, 0)).toBe(cards.length)
    for (const [key, cell] of followed) {
      const wanted = cards.filter(({ place }) => place.kind === 'cell' && cellKey(place.stepId, place.laneId) === key)
      expect(cell).toEqual(wanted.sort(byCellOrder))
    }
  }
})
