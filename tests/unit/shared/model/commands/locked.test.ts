import { expect, it } from 'vitest'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import { editText } from '#shared/model/commands/edit-text.ts'
import { moveCards } from '#shared/model/commands/move-cards.ts'
import { resizeFreeCards } from '#shared/model/commands/resize-free-cards.ts'
import { setText } from '#shared/model/commands/set-text.ts'
import { spanCards } from '#shared/model/commands/span-cards.ts'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

const locked = { ok: false, reason: 'locked' }

it('a locked card stays as and where it is until somebody unlocks it', () => {
  const ann = createTestJourney().person('ann')
  const [id, other] = drawSmallJourney(ann).cards
  const { cardId: free } = ann.does(addFreeCard, { x: 0, y: 0 })
  ann.does(editCards, { cardIds: [id, free], patch: { isLocked: true } })
  const before = ann.sees()
  expect(ann.tries(moveCards, { cardIds: [id], to: { kind: 'free', x: 0, y: 0 } })).toMatchObject(locked)
  expect(ann.tries(spanCards, { cardIds: [id], columns: { by: 1 } })).toMatchObject(locked)
  expect(ann.tries(resizeFreeCards, { boxes: [{ cardId: free, x: 0, y: 0, width: 300, height: 300 }] })).toMatchObject(
    locked,
  )
  expect(ann.tries(editCards, { cardIds: [id], patch: { evidence: 'researched' } })).toMatchObject(locked)
  const text = { root: 'cards', id, field: 'title' } as const
  expect(ann.tries(setText, { ...text, text: 'Other' })).toMatchObject(locked)
  expect(ann.tries(editText, { ...text, index: 0, remove: 0, insert: 'x' })).toMatchObject(locked)
  expect(ann.tries(deleteElements, { ids: [id] })).toMatchObject(locked)
  expect(ann.sees()).toEqual(before)

  expect(ann.does(deleteElements, { ids: [id, other] }).deletedIds).not.toContain(id)
  expect(ann.sees().cards.has(other)).toBe(false)
  ann.does(editCards, { cardIds: [id], patch: { isLocked: undefined } })
  ann.does(setText, { ...text, text: 'Other' })
  expect(ann.sees().cards.get(id)?.title).toBe('Other')
})
