import { expect, it } from 'vitest'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { followParticipants } from '#src/collab/participants-state.ts'
import { NASTY_PRESENCE } from '#tests/support/nasty-presence.ts'

const user = { id: 'ana', name: 'Ana', color: 3, role: 'editor' }

/** What one sees of somebody whose program shows `state`, as it comes over the wire. */
function seen(state: unknown) {
  const [own, theirs] = [new Awareness(new Y.Doc()), new Awareness(new Y.Doc())]
  const participants = followParticipants(own)
  theirs.setLocalState(state as Record<string, unknown>)
  applyAwarenessUpdate(own, encodeAwarenessUpdate(theirs, [theirs.clientID]), 'network')
  const shown = participants.store.getState().others.get(theirs.clientID)
  participants.close()
  own.destroy()
  theirs.destroy()
  return shown
}

it.each(NASTY_PRESENCE)('does not show %s, but whose it is', (_what, part) => {
  const shown = seen({ user, cursor: { x: 1, y: 2 }, ...part })
  expect(shown?.user).toEqual(user)
  // JSON has no NaN: it arrives as nothing.
  for (const name of Object.keys(part)) expect(shown?.[name as keyof typeof shown] ?? null).toBeNull()
})

it.each([7, 'text', [], [[]], {}, { user: null }, { user: 'Ana' }, { user: { ...user, name: 'x'.repeat(100_000) } }])(
  'shows nobody by %j',
  (state) => expect(seen(state)).toBeUndefined(),
)
