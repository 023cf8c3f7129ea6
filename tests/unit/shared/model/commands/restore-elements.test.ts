import { describe, expect, it } from 'vitest'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { editText } from '#shared/model/commands/edit-text.ts'
import { restoreElements } from '#shared/model/commands/restore-elements.ts'
import { GONE, start } from '#tests/support/test-command.ts'

describe('restoreElements', () => {
  it('brings back what somebody deleted, with the words that were typed meanwhile; undo takes it away again', () => {
    const { journey, ana, ben, world } = start()
    const [id] = world.cards
    ben.does(deleteElements, { ids: [id] })
    ana.does(editText, { root: 'cards', id, field: 'title', index: 0, remove: 0, insert: 'Now ' })
    journey.exchange()
    expect(ana.sees().cards.has(id)).toBe(false)
    expect(ana.does(restoreElements, { ids: [id, id] })).toEqual({ restoredIds: [id] })
    journey.exchange()
    journey.expectAgreement()
    expect(ben.sees().cards.get(id)?.title).toBe('Now See an advert')
    ana.undoes()
    expect(ana.sees().cards.has(id)).toBe(false)
    ana.redoes()
    expect(ana.sees().cards.has(id)).toBe(true)
  })

  it('refuses what is not deleted or was never there', () => {
    const { ana, world } = start()
    for (const id of [GONE, world.cards[0]])
      expect(ana.tries(restoreElements, { ids: [id] })).toMatchObject({ ok: false, reason: 'unknown-element' })
  })
})
