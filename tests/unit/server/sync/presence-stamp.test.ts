import { describe, expect, it } from 'vitest'
import { presenceSchema } from '#shared/contract/presence.ts'
import type { Participant } from '#server/sync/ports.ts'
import { stampPresence } from '#server/sync/presence-stamp.ts'

const ann: Participant = {
  actorId: 'a',
  name: 'Ann',
  color: 2,
  role: 'editor',
  sessionId: 's',
  shareIds: [],
  readsComments: true,
  shows: null,
  expiresAt: null,
}
const user = { id: 'a', name: 'Ann', color: 2, role: 'editor' }
const stamp = (state: unknown, onlyCursor = false) =>
  JSON.parse(stampPresence(JSON.stringify(state), ann, onlyCursor) ?? '"refused"') as unknown

describe('stampPresence', () => {
  it('writes who it is over whatever the state says, and tells nothing of the session', () => {
    expect(stamp({ user: { id: 'b', name: 'Bob', session: 'x' }, editing: 'e' })).toEqual({ editing: 'e', user })
    expect(presenceSchema.safeParse(stamp({})).success).toBe(true)
  })

  it('keeps a cursor that is a point, and nothing else, when told so', () => {
    expect(stamp({ cursor: { x: 1, y: 2, z: 3 }, selection: ['a'] }, true)).toEqual({ cursor: { x: 1, y: 2 }, user })
    expect(stamp({ cursor: 'x'.repeat(99) }, true)).toEqual({ cursor: null, user })
  })

  it('takes nothing that is not an object', () => {
    for (const state of [[1], 'text', 7, null]) expect(stamp(state)).toBe('refused')
    expect(stampPresence('{"a":', ann, false)).toBeNull()
  })
})
