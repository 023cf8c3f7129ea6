import { expect, test } from 'vitest'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { moveCards } from '#shared/model/commands/move-cards.ts'
import { pasteTable } from '#shared/model/commands/paste-table.ts'
import { setText } from '#shared/model/commands/set-text.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { labelOf } from '#src/editor/command-labels.ts'

const ids = (count: number): CardId[] => Array.from({ length: count }, (_, index) => `card${index}` as CardId)

test('an undo step is called by what it did, and to how many', () => {
  const to = { kind: 'offset', dx: 1, dy: 1 } as const
  expect(labelOf(moveCards, { cardIds: ids(1), to })).toBe('move')
  expect(labelOf(moveCards, { cardIds: ids(3), to })).toBe('move of 3 cards')
  expect(labelOf(deleteElements, { ids: ids(2) })).toBe('delete of 2 elements')
  const rows = [[['a'], ['', 'b']]]
  expect(labelOf(pasteTable, { stepId: 's' as never, laneId: 'l' as never, rows })).toBe('paste of 2 cards')
  expect(labelOf(setText, {} as never)).toBe('typing')
})
