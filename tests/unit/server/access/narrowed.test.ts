import { describe, expect, it } from 'vitest'
import type { Actor } from '#server/access/actor.ts'
import { type Action, ACTIONS, can, RULES } from '#server/access/can.ts'
import { type AccessEntry, ENTRY_ROLES, EVERYONE, type EntryRole, rightAt } from '#shared/contract/access-entries.ts'
import { canManage, isAtLeast, ROLES, type Role } from '#shared/contract/roles.ts'

const member = (role: Role, id = 'ann'): Actor => ({
  kind: 'person',
  id,
  name: id,
  color: 0,
  sessionId: null,
  scope: null,
  memberships: [{ workspaceId: 'here', role }],
  grants: [],
})
const entry = (role: EntryRole, personId = 'ann', distance = 0): AccessEntry => ({ role, personId, distance })

/** What may stand between a member and a thing, and what they are there then; `null`: it does not exist for them. */
const WAYS: Readonly<
  Record<string, { readonly entries: readonly AccessEntry[]; readonly is: (own: Role) => Role | null }>
> = {
  inherits: { entries: [], is: (own) => own },
  'says something of somebody else': { entries: [entry('none', 'bob')], is: (own) => own },
  ...Object.fromEntries(
    ENTRY_ROLES.flatMap((role) => {
      const is = () => (role === 'none' ? null : role)
      return [
        [`says ${role} of them`, { entries: [entry(role)], is }],
        [`says ${role} of everyone`, { entries: [entry(role, EVERYONE)], is }],
        [`lies in what says ${role} of them`, { entries: [entry(role, 'ann', 1)], is }],
        [`lies in what lies in what says ${role} of everyone`, { entries: [entry(role, EVERYONE, 2)], is }],
      ]
    }),
  ),
}

/** Of all that is asked about a journey or a collection; the rest is about the workspace or about oneself. */
const ON_THINGS = ACTIONS.filter((action) => ['journey', 'talk', 'workspace'].includes(RULES[action].on))
const THINGS = { journey: { journeyId: 'mine' }, collection: {} } as const

describe.each(Object.keys(THINGS) as (keyof typeof THINGS)[])('every role on a %s', (thing) => {
  const cases = Object.entries(WAYS).flatMap(([way, { entries, is }]) =>
    ROLES.map((own) => ({ way, own, entries, becomes: canManage(own) ? own : is(own) })),
  )
  it.each(cases)('that $way, as $own: $becomes', ({ own, entries, becomes }) => {
    const facts = { ...THINGS[thing], workspaceId: 'here', entries }
    const may = ON_THINGS.filter((action) => can(member(own), action, facts))
    const expected: Action[] = ON_THINGS.filter((action) => isAtLeast(becomes, RULES[action].from))
    expect(may).toEqual(expected)
  })
})

describe('the entry that decides', () => {
  it('is the nearest one', () => {
    const entries = [entry('editor', 'ann', 2), entry('none', 'ann', 1), entry('commenter', 'ann', 3)]
    expect(rightAt('viewer', 'ann', entries).role).toBeNull()
    expect(rightAt('viewer', 'ann', entries.toReversed()).source).toEqual({ distance: 1, isOwn: true })
  })

  it('is one’s own before everyone’s in the same place, but not before everyone’s in a nearer one', () => {
    const here = [entry('none', EVERYONE), entry('editor')]
    expect(rightAt('viewer', 'ann', here).role).toBe('editor')
    expect(rightAt('viewer', 'ann', here.toReversed()).role).toBe('editor')
    expect(rightAt('viewer', 'ann', [entry('editor', 'ann', 1), entry('none', EVERYONE)]).role).toBeNull()
  })

  it('lets nobody in who is no member', () => {
    expect(rightAt(null, 'ann', [entry('admin')]).role).toBeNull()
  })
})

it('lets no plain member do anything with a journey of which nobody asked what it says', () => {
  for (const role of ROLES)
    expect(can(member(role), 'read-journey', { journeyId: 'mine', workspaceId: 'here' })).toBe(canManage(role))
})
