import { describe, expect, it } from 'vitest'
import { changedIds, noteChangedIds } from '#shared/model/changed-ids.ts'
import { addCard } from '#shared/model/commands/add-card.ts'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import { cardNames } from '#shared/model/selectors/card-names.ts'
import { cardsByCell } from '#shared/model/selectors/cards-by-cell.ts'
import { freeCards } from '#shared/model/selectors/free-cards.ts'
import { strandedCards } from '#shared/model/selectors/stranded-cards.ts'
import { createEditor } from '#src/editor/editor.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

describe('changedIds', () => {
  it('joins what was noted from one state to a later one', () => {
    const [first, second, third] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()]
    noteChangedIds(first, second, new Set(['a']))
    noteChangedIds(second, third, new Set(['b']))
    expect(changedIds(first, third)).toEqual(new Set(['a', 'b']))
    expect(changedIds(third, third)).toEqual(new Set())
  })

  it('joins what was noted to two states from the same one, whichever is asked about first', () => {
    const [first, second, third] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()]
    noteChangedIds(first, second, new Set(['a']))
    noteChangedIds(first, third, new Set(['b']))
    expect(changedIds(second, third)).toEqual(new Set(['a', 'b']))
    expect(changedIds(second, first)).toEqual(new Set(['a']))
  })

  it('does not know about states that come from different ones, or by very many changes', () => {
    const [first, second] = [new Map<string, number>(), new Map<string, number>()]
    noteChangedIds(first, second, new Set(['a']))
    expect(changedIds(new Map<string, number>(), second)).toBeUndefined()
    const third = new Map<string, number>()
    noteChangedIds(second, third, new Set(Array.from({ length: 1_000 }, (_, index) => String(index))))
    expect(changedIds(second, third)).toBeUndefined()
  })
})

describe('what is derived from the cards of a live journey', () => {
  it('is what a journey read from scratch gives, after each change', () => {
    const ana = createTestJourney().person('Ana')
    const { steps, lanes, cards } = drawSmallJourney(ana)
    const editor = createEditor(ana.doc, { canEdit: true })
    const answersOf = (snapshot: ReturnType<typeof snapshotOf>): unknown => [
      [...cardsByCell(snapshot)].toSorted(([a], [b]) => (a < b ? -1 : 1)),
      freeCards(snapshot),
      strandedCards(snapshot),
      cardNames(snapshot),
    ]
    const agrees = (): void => expect(answersOf(editor.getSnapshot())).toEqual(answersOf(snapshotOf(ana.doc)))
    agrees()
    const changes = [
      () => editor.run(addCard, { stepId: steps[0], laneId: lanes.note, kind: 'note', title: 'One' }),
      () => editor.run(addFreeCard, { x: 10, y: 900, title: 'Beside' }),
      () => editor.run(deleteElements, { ids: [cards[0]] }),
      () => editor.run(deleteElements, { ids: [lanes.thought] }),
      () => editor.undo(),
      () => editor.undo(),
      () => editor.undo(),
      () => editor.redo(),
    ]
    for (const change of changes) {
      change()
      agrees()
    }
    editor.close()
  })
})
