import { describe, expect, it } from 'vitest'
import type { Actor, Grant } from '#server/access/actor.ts'
import { type Action, ACTIONS, can, roleOn } from '#server/access/can.ts'

const grant = (role: Grant['role'], journeyId: string, shareId = `${role}-of-${journeyId}`): Grant => ({
  shareId,
  journeyId,
  role,
})

const actor = (kind: Actor['kind'], grants: readonly Grant[] = []): Actor => ({
  kind,
  id: kind,
  name: kind,
  color: 0,
  sessionId: null,
  grants,
})

const WHO = {
  nobody: null,
  owner: actor('owner'),
  token: actor('token'),
  viewer: actor('guest', [grant('viewer', 'mine')]),
  commenter: actor('guest', [grant('commenter', 'mine')]),
  editor: actor('guest', [grant('editor', 'mine')]),
} as const

/** For whom each action is, on the journey `mine`. Nobody gets anything, owner and token get everything. */
const TABLE: Readonly<Record<Action, readonly (keyof typeof WHO)[]>> = {
  'see-own-session': ['viewer', 'commenter', 'editor'],
  'change-own-session': ['viewer', 'commenter', 'editor'],
  'see-templates': ['viewer', 'commenter', 'editor'],
  'list-journeys': ['viewer', 'commenter', 'editor'],
  'create-journey': [],
  'read-journey': ['viewer', 'commenter', 'editor'],
  'read-readings': ['viewer', 'commenter', 'editor'],
  'edit-journey': ['editor'],
  'archive-journey': [],
  'duplicate-journey': [],
  'delete-journey': [],
  'manage-shares': [],
  'list-datasets': ['editor'],
  'read-dataset': ['editor'],
  'create-dataset': [],
  'change-dataset': [],
  'read-rejects': [],
  'ask-dataset': [],
  'watch-job': [],
  ingest: [],
}

describe('can', () => {
  const cases = ACTIONS.flatMap((action) =>
    (Object.keys(WHO) as (keyof typeof WHO)[]).map((who) => ({
      who,
      action,
      expected: who === 'owner' || who === 'token' || TABLE[action].includes(who),
    })),
  )

  it.each(cases)('$who, $action: $expected', ({ who, action, expected }) => {
    expect(can(WHO[who], action, { journeyId: 'mine' })).toBe(expected)
  })

  it.each(['read-journey', 'read-readings', 'edit-journey'] as const)(
    'refuses guests %s on a journey that was not shared with them, or that is not named',
    (action) => {
      expect(can(WHO.editor, action, { journeyId: 'another' })).toBe(false)
      expect(can(WHO.editor, action)).toBe(false)
    },
  )
})

describe('roleOn', () => {
  it('is the strongest of the links to that journey', () => {
    const guest = actor('guest', [
      grant('viewer', 'a', '1'),
      grant('editor', 'a', '2'),
      grant('commenter', 'a', '3'),
      grant('viewer', 'b'),
      grant('commenter', 'c', '4'),
      grant('viewer', 'c', '5'),
    ])
    expect(roleOn(guest, 'a')).toBe('editor')
    expect(roleOn(guest, 'b')).toBe('viewer')
    expect(roleOn(guest, 'c')).toBe('commenter')
    expect(roleOn(guest, 'd')).toBeNull()
  })

  it('is owner for the owner and for scripts with the bearer token, whatever the journey', () => {
    expect(roleOn(WHO.owner, 'any')).toBe('owner')
    expect(roleOn(WHO.token, 'any')).toBe('owner')
  })
})
