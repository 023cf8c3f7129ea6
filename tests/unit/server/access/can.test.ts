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
  shows: null,
  expiresAt: null,
})

const actor = (kind: Actor['kind'], rights: Partial<Pick<Actor, 'memberships' | 'grants' | 'scope'>> = {}): Actor => ({
  kind,
  id: kind,
  name: kind,
  color: 0,
  sessionId: null,
  scope: null,
  memberships: [],
  grants: [],
  ...rights,
})
const member = (role: Role, workspaceId = 'here', scope: Actor['scope'] = null): Actor =>
  actor('person', { memberships: [{ workspaceId, role }], scope })

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
  'owner’s reading token': member('owner', 'here', 'read'),
  'owner’s writing token': member('owner', 'here', 'write'),
  'owner’s sending token': member('owner', 'here', 'ingest'),
  'viewer’s writing token': member('viewer', 'here', 'write'),
  WAYMARK_TOKEN: actor('token'),
} as const
type Who = keyof typeof WHO

const ALL: readonly Who[] = (Object.keys(WHO) as Who[]).filter((who) => who !== 'nobody')
/** Whoever may look at all. */
const PRESENT: readonly Who[] = ALL.filter((who) => who !== 'owner’s sending token')
const THEMSELVES: readonly Who[] = ALL.filter((who) => !who.endsWith('ing token'))
const MEMBERS: readonly Who[] = ['viewer', 'commenter', 'editor', 'admin', 'owner', 'WAYMARK_TOKEN']
const EDITORS: readonly Who[] = ['editor', 'admin', 'owner', 'WAYMARK_TOKEN']
const MANAGERS: readonly Who[] = ['admin', 'owner', 'WAYMARK_TOKEN']
const READERS: readonly Who[] = ['owner’s reading token', 'owner’s writing token']
const ACCOUNTS: readonly Who[] = [
  'viewer',
  'commenter',
  'editor',
  'admin',
  'owner',
  'owner elsewhere',
  'person without a workspace',
]
const LOOKING: readonly Who[] = [
  'guest viewer',
  'guest commenter',
  'guest editor',
  ...MEMBERS,
  ...READERS,
  'viewer’s writing token',
]
/** A star is a change, but one that looking is enough for. */
const MARKING: readonly Who[] = LOOKING.filter((who) => who !== 'owner’s reading token')
const WRITING: readonly Who[] = ['guest editor', ...EDITORS, 'owner’s writing token']
const TALKING: readonly Who[] = ['guest commenter', ...WRITING, 'commenter']
const READING_DATA: readonly Who[] = [...EDITORS, ...READERS]
const CHANGING: readonly Who[] = [...EDITORS, 'owner’s writing token']
const REMOVING: readonly Who[] = [...MANAGERS, 'owner’s writing token']

/** For whom each action is, on what lies in `here`. Whoever is not named is refused; a row that is missing does not compile. */
const TABLE: Readonly<Record<Action, readonly Who[]>> = {
  'see-own-session': PRESENT,
  'change-own-session': THEMSELVES,
  'manage-own-account': ACCOUNTS,
  'see-templates': PRESENT,
  'list-journeys': PRESENT,
  'list-workspaces': PRESENT,
  'see-own-notices': PRESENT,
  'mark-own-notices': PRESENT.filter((who) => who !== 'owner’s reading token'),
  'mark-journey': MARKING,
  'read-journey': LOOKING,
  'read-readings': LOOKING,
  'edit-journey': WRITING,
  'read-comments': LOOKING.filter((who) => who !== 'guest viewer'),
  'write-comments': TALKING,
  'remove-comments': REMOVING,
  'create-journey': CHANGING,
  'duplicate-journey': CHANGING,
  'archive-journey': CHANGING,
  'delete-journey': REMOVING,
  'manage-shares': CHANGING,
  'see-guest-access': [...MANAGERS, ...READERS],
  'end-guest-access': MANAGERS,
  'move-journey': CHANGING,
  'take-journey-out': REMOVING,
  'tag-journey': CHANGING,
  'see-collection': [...MEMBERS, ...READERS, 'viewer’s writing token'],
  'create-collection': CHANGING,
  'change-collection': CHANGING,
  'delete-collection': CHANGING,
  'see-access': [...MEMBERS, ...READERS, 'viewer’s writing token'],
  'change-access': MANAGERS,
  'see-tags': [...MEMBERS, ...READERS, 'viewer’s writing token'],
  'change-tags': CHANGING,
  'list-datasets': ['guest editor', ...READING_DATA],
  'read-dataset': ['guest editor', ...READING_DATA],
  'create-dataset': CHANGING,
  'change-dataset': CHANGING,
  'delete-dataset': REMOVING,
  'delete-all-datasets': ['owner', 'WAYMARK_TOKEN'],
  'see-customers': READING_DATA,
  'delete-customer': REMOVING,
  'read-rejects': READING_DATA,
  'ask-dataset': READING_DATA,
  'list-segments': ['guest editor', ...READING_DATA],
  'change-segments': CHANGING,
  'list-metrics': ['guest editor', ...READING_DATA],
  'change-metrics': CHANGING,
  'see-feeds': READING_DATA,
  'change-feeds': CHANGING,
  'watch-job': READING_DATA,
  ingest: [...CHANGING, 'owner’s sending token'],
  'create-workspace': [...MANAGERS, 'owner elsewhere'],
  'change-workspace': MANAGERS,
  'delete-workspace': ['owner', 'WAYMARK_TOKEN'],
  'see-members': [...MEMBERS, ...READERS, 'viewer’s writing token'],
  'leave-workspace': MEMBERS,
  'see-audit': [...MANAGERS, ...READERS],
  'see-server-audit': ['owner', 'WAYMARK_TOKEN', ...READERS],
  'see-activity': [...MEMBERS, ...READERS, 'viewer’s writing token'],
  'see-numbers': [...MEMBERS, ...READERS, 'viewer’s writing token'],
  'review-journey': CHANGING,
  'manage-members': MANAGERS,
}

const HERE: Facts = { journeyId: 'mine', workspaceId: 'here', entries: [] }

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
    expect(roleOn(viewer, { journeyId: 'mine', workspaceId: 'here', entries: [] })).toBe('editor')
    expect(roleOn(viewer, { journeyId: 'another', workspaceId: 'here', entries: [] })).toBe('viewer')
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

it('of a token is a viewer’s, or none, where the token may not change anything', () => {
  const here = { journeyId: 'mine', workspaceId: 'here', entries: [] }
  expect(roleOn(WHO['owner’s reading token'], here)).toBe('viewer')
  expect(roleOn(WHO['owner’s writing token'], here)).toBe('owner')
  expect(roleOn(WHO['owner’s sending token'], here)).toBeNull()
  expect(roleOn(WHO['viewer’s writing token'], here)).toBe('viewer')
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
