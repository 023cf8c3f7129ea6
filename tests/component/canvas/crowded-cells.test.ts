import { expect, test, vi } from 'vitest'
import { moveCards } from '#shared/model/commands/move-cards.ts'
import { cellRect } from '#shared/layout/find.ts'
import { NO_FILTER } from '#shared/model/records/saved-view.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { pageStrips, turnPage } from '#src/canvas/crowded/crowded-cells.ts'
import { dropCards } from '#src/canvas/gestures/drop-cards.ts'
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

/** One cell with four cards, the first and the third of them hidden. */
function halfHidden() {
  const core = canvasCore({
    stages: [1],
    lanes: ['action'],
    cards: () => ['Even 0', 'Odd 1', 'Even 2', 'Odd 3'].map((title) => ({ title, tags: [title.split(' ')[0] ?? ''] })),
  })
  const { editor, scene } = core
  editor.lens.setState({ filter: { ...NO_FILTER, tags: ['odd'] }, others: 'hide' })
  const cell = () =>
    scene
      .get()
      .cells.get('lane0' as LaneId)!
      .get('step0' as StepId)!
  return {
    editor,
    inOrder: () => cell().cards.map(({ title }) => title),
    /** Drops a card that is seen above or below the other one. */
    drop: (id: string, y: 'above' | 'below'): void => {
      const layout = scene.get()
      const card = layout.snapshot.cards.get(id as CardId)!
      const row = layout.rows[0]!
      const last = cell().items.at(-1)!
      const pointer = { x: layout.columns[0]!.x + 20, y: row.y + (y === 'above' ? 2 : last.y + last.height + 2) }
      const target = dropTargetAt(layout, { cards: [card], anchor: card, dx: 0, dy: 0 }, pointer)
      if (!target) throw new Error('lands nowhere')
      dropCards(editor, layout, [card], target)
    },
  }
}

test('within a cell of which a filter hides some, a card lands where one sees it land', () => {
  const { editor, inOrder, drop } = halfHidden()
  drop('card3', 'above')
  expect(inOrder().filter((title) => title.startsWith('Odd'))).toEqual(['Odd 3', 'Odd 1'])
  editor.undo()
  drop('card1', 'below')
  expect(inOrder()).toEqual(['Even 0', 'Even 2', 'Odd 3', 'Odd 1'])
})

test('a card that is let go where one sees it does not pass what is hidden beside it', () => {
  const { editor, inOrder, drop } = halfHidden()
  drop('card1', 'above')
  drop('card3', 'below')
  expect(inOrder()).toEqual(['Even 0', 'Odd 1', 'Even 2', 'Odd 3'])
  expect(editor.undoState.getState().undoCount).toBe(0)
})
