import { expect, test, vi } from 'vitest'
import { moveCards } from '#shared/model/commands/move-cards.ts'
import { cellRect } from '#shared/layout/find.ts'
import { NO_FILTER } from '#shared/model/records/saved-view.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { pageStrips, turnPage } from '#src/canvas/crowded/crowded-cells.ts'
import { dropTargetAt } from '#src/canvas/gestures/drop-target.ts'
import { canvasCore } from '#tests/support/canvas-core.ts'

/** One cell with 300 cards, every second of them of the tag `odd`; and one card beside it. */
function crowd() {
  const core = canvasCore({
    stages: [2],
    lanes: ['action'],
    cards: (step) =>
      step === 0
        ? Array.from({ length: 300 }, (_, index) => ({ title: `Card ${index}`, tags: index % 2 === 1 ? ['odd'] : [] }))
        : [{ title: 'Beside', tags: ['odd'] }],
  })
  const { editor, scene } = core
  const cell = () =>
    scene
      .get()
      .cells.get('lane0' as LaneId)!
      .get('step0' as StepId)!
  return {
    core,
    cell,
    titles: () => cell().items.map(({ card }) => card.title),
    hideEven: () => editor.lens.setState({ filter: { ...NO_FILTER, tags: ['odd'] }, others: 'hide' }),
  }
}

test('a filter that hides makes the pages of a crowded cell anew, of what it leaves', () => {
  const { core, cell, titles, hideEven } = crowd()
  const { editor, scene } = core
  editor.select(['card250'])
  expect(titles()[0]).toBe('Card 200')
  editor.select([])
  const heard = vi.fn()
  const stop = scene.subscribe(heard)
  hideEven()
  expect(heard).toHaveBeenCalledTimes(1)
  expect(titles().slice(0, 3)).toEqual(['Card 1', 'Card 3', 'Card 5'])
  expect(titles()).toHaveLength(100)
  expect(cell()).toMatchObject({ earlier: 0, later: 50 })
  // The strip leads to the next card that is shown.
  turnPage(core, cell(), 'later')
  expect(editor.selection.getState().anchor).toBe('card201')
  expect(cell()).toMatchObject({ earlier: 100, later: 0 })
  // Merely dimmed cards stand where they stood, and one stays with the card that one is at.
  editor.lens.setState({ others: 'dim' })
  expect(titles()).toHaveLength(100)
  expect(titles()[0]).toBe('Card 200')
  expect(pageStrips(scene.get()).map(({ way }) => way)).toEqual(['earlier'])
  stop()
})

test('a card that is being written is on its page, whatever the filter says of it', () => {
  const { core, titles, hideEven } = crowd()
  const { editor } = core
  hideEven()
  editor.select(['card4'])
  expect(titles()).not.toContain('Card 4')
  editor.startEditing('card4')
  expect(titles().slice(0, 3)).toEqual(['Card 1', 'Card 3', 'Card 4'])
  editor.stopEditing()
  expect(titles()).not.toContain('Card 4')
})

test('a card that is dropped between two of a page lands between those two, whatever is hidden there', () => {
  const { core, titles, hideEven } = crowd()
  const { editor, scene } = core
  hideEven()
  const layout = scene.get()
  const beside = layout.snapshot.cards.get('card300' as CardId)!
  const [column] = layout.columns
  const [row] = layout.rows
  const [first, second] = scene
    .get()
    .cells.get('lane0' as LaneId)!
    .get('step0' as StepId)!.items
  const area = cellRect({ column: column!, row: row! })
  const target = dropTargetAt(
    layout,
    { cards: [beside], anchor: beside, dx: 0, dy: 0 },
    { x: area.x + 20, y: row!.y + (first!.y + first!.height + second!.y) / 2 },
  )
  if (target?.kind !== 'cell') throw new Error('lands nowhere')
  editor.run(moveCards, { cardIds: [beside.id], to: { kind: 'cell', ...target.cell, index: target.index } })
  expect(titles().slice(0, 3)).toEqual(['Card 1', 'Beside', 'Card 3'])
})
