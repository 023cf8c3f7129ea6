import { describe, expect, it } from 'vitest'
import type { Actor, Grant } from '#server/access/actor.ts'
import { type Action, ACTIONS, can, type Facts, roleIn, roleOn, workspacesWhere } from '#server/access/can.ts'
import { ROLES, type Role } from '#shared/contract/roles.ts'

/** Everything that is asked about lies in the workspace `here`; the links are to its journey `mine`. */
const grant = (role: Grant['role'], journeyId = 'mine', shareId = `${role}-of-${journeyId}`): Grant => ({
  shareId,
  journeyId,
  workspaceId: 'here',
  role,
})

const actor = (kind: Actor['kind'], rights: Partial<Pick<Actor, 'memberships' | 'grants'>> = {}): Actor => ({
  kind,
  id: kind,
  name: kind,
  color: 0,
  sessionId: null,
  memberships: [],
  grants: [],
  ...rights,
})
const member = (role: Role, workspaceId = 'here'): Actor => actor('person', { memberships: [{ workspaceId, role }] })

const WHO = {
  nobody: null,
  'guest viewer': actor('guest', { grants: [grant('viewer')] }),
  'guest commenter': actor('guest', { grants: [grant('commenter')] }),
  'guest editor': actor('guest', { grants: [grant('editor')] }),
  'guest of another journey': actor('guest', { grants: [grant('viewer', 'another')] }),
  viewer: member('viewer'),
  commenter: member('commenter'),
  editor: member('editor'),
  admin: member('admin'),
  owner: member('owner'),
  'owner elsewhere': member('owner', 'elsewhere'),
  'person without a workspace': actor('person'),
  WAYMARK_TOKEN: actor('token'),
} as const
type Who = keyof typeof WHO

const ALL: readonly Who[] = (Object.keys(WHO) as Who[]).filter((who) => who !== 'nobody')
const MEMBERS: readonly Who[] = ['viewer', 'commenter', 'editor', 'admin', 'owner', 'WAYMARK_TOKEN']
const EDITORS: readonly Who[] = ['editor', 'admin', 'owner', 'WAYMARK_TOKEN']
const MANAGERS: readonly Who[] = ['admin', 'owner', 'WAYMARK_TOKEN']
const LOOKING: readonly Who[] = ['guest viewer', 'guest commenter', 'guest editor', ...MEMBERS]
const WRITING: readonly Who[] = ['guest editor', ...EDITORS]

/** For whom each action is, on what lies in `here`. Whoever is not named is refused; a row that is missing does not compile. */
const TABLE: Readonly<Record<Action, readonly Who[]>> = {
  'see-own-session': ALL,
  'change-own-session': ALL,
  'see-templates': ALL,
  'list-journeys': ALL,
  'list-workspaces': ALL,
  'read-journey': LOOKING,
  'read-readings': LOOKING,
  'edit-journey': WRITING,
  'create-journey': EDITORS,
  'duplicate-journey': EDITORS,
  'archive-journey': EDITORS,
  'delete-journey': MANAGERS,
  'manage-shares': EDITORS,
  'list-datasets': WRITING,
  'read-dataset': WRITING,
  'create-dataset': EDITORS,
  'change-dataset': EDITORS,
  'delete-dataset': MANAGERS,
  'read-rejects': EDITORS,
  'ask-dataset': EDITORS,
  'watch-job': EDITORS,
  ingest: EDITORS,
  'create-workspace': [...MANAGERS, 'owner elsewhere'],
  'change-workspace': MANAGERS,
  'see-members': MEMBERS,
  'leave-workspace': MEMBERS,
  'manage-members': MANAGERS,
}

const HERE: Facts = { journeyId: 'mine', workspaceId: 'here' }

describe('can', () => {
  const cases = ACTIONS.flatMap((action) =>
    (Object.keys(WHO) as Who[]).map((who) => ({ who, action, expected: TABLE[action].includes(who) })),
  )
  it.each(cases)('$who, $action: $expected', ({ who, action, expected }) => {
    expect(can(WHO[who], action, HERE)).toBe(expected)
  })

  const about = ACTIONS.filter((action) => !TABLE[action].includes('person without a workspace'))
  it.each(about.filter((action) => action !== 'create-workspace'))(
    'refuses everybody %s when nothing is named',
    (action) => {
      for (const who of ALL) expect([who, can(WHO[who], action)]).toEqual([who, who === 'WAYMARK_TOKEN'])
    },
  )

  it('lets nobody give or take a role above their own', () => {
    const may = (who: Who, is: Role | null, becomes: Role | null): boolean =>
      can(WHO[who], 'manage-members', { workspaceId: 'here', member: { is, becomes } })
    for (const from of [null, ...ROLES]) {
      for (const to of [null, ...ROLES]) {
        const touchesOwner = from === 'owner' || to === 'owner'
        expect([from, to, may('admin', from, to)]).toEqual([from, to, !touchesOwner])
        expect(may('owner', from, to)).toBe(true)
        expect(may('editor', from, to)).toBe(false)
        expect(may('owner elsewhere', from, to)).toBe(false)
      }
    }
  })
})

describe('roleOn', () => {
  it('is the strongest of the links to that journey', () => {
    const guest = actor('guest', {
      grants: [
        grant('viewer', 'a', '1'),
        grant('editor', 'a', '2'),
        grant('commenter', 'a', '3'),
        grant('viewer', 'b'),
        grant('commenter', 'c', '4'),
        grant('viewer', 'c', '5'),
      ],
    })
    expect(roleOn(guest, { journeyId: 'a' })).toBe('editor')
    expect(roleOn(guest, { journeyId: 'b' })).toBe('viewer')
    expect(roleOn(guest, { journeyId: 'c' })).toBe('commenter')
    expect(roleOn(guest, { journeyId: 'd' })).toBeNull()
  })

  it('is what a member is there, or more by a link', () => {
    const viewer = { ...member('viewer'), grants: [grant('editor')] }
    expect(roleOn(viewer, { journeyId: 'mine', workspaceId: 'here' })).toBe('editor')
    expect(roleOn(viewer, { journeyId: 'another', workspaceId: 'here' })).toBe('viewer')
    expect(roleOn(viewer, { journeyId: 'another', workspaceId: 'elsewhere' })).toBeNull()
    const owner = { ...member('owner'), grants: [grant('viewer')] }
    expect(roleOn(owner, { journeyId: 'mine', workspaceId: 'here' })).toBe('owner')
    // A link to one journey makes nobody a member.
    expect(roleIn(viewer, 'here')).toBe('viewer')
  })

  it('is owner for scripts with WAYMARK_TOKEN, whatever the journey', () => {
    expect(roleOn(WHO.WAYMARK_TOKEN, { journeyId: 'any' })).toBe('owner')
  })
})

it('names the workspaces in which something may be done, all of them for WAYMARK_TOKEN', () => {
  const both = actor('person', {
    memberships: [
      { workspaceId: 'first', role: 'viewer' },
      { workspaceId: 'second', role: 'admin' },
    ],
    grants: [grant('editor')],
  })
  expect(workspacesWhere(both, 'read-journey')).toEqual(['first', 'second'])
  expect(workspacesWhere(both, 'create-journey')).toEqual(['second'])
  expect(workspacesWhere(both, 'list-datasets')).toEqual(['second', 'here'])
  expect(workspacesWhere(WHO['guest viewer'], 'list-datasets')).toEqual([])
  expect(workspacesWhere(WHO.WAYMARK_TOKEN, 'ingest')).toBeNull()
})
