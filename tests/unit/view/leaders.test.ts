import { expect, it } from 'vitest'
import type { Presence } from '#shared/contract/presence.ts'
import type { Role } from '#shared/contract/roles.ts'
import { leadersOf, leaderToFollow } from '#src/view/following/leaders.ts'

const presents = (name: string, role: Role, since: number | null): Presence => ({
  user: { id: name, name, color: 0, role },
  presenting: since === null ? null : { slideId: 's1', since },
})

const others = new Map([
  [1, presents('Ana', 'editor', 10)],
  [2, presents('Ben', 'viewer', 30)],
  [3, presents('Cem', 'owner', 20)],
  [4, presents('Dea', 'owner', null)],
])

it('lists who presents, whoever began last first', () => {
  expect(leadersOf(others).map(({ name, mayLead }) => [name, mayLead])).toEqual([
    ['Ben', false],
    ['Cem', true],
    ['Ana', true],
  ])
})

it('follows who may lead, or whom one chose, and nobody who did not ask for it', () => {
  const leaders = leadersOf(others)
  expect(leaderToFollow(leaders, { isOn: true, chosenId: null })?.name).toBe('Cem')
  expect(leaderToFollow(leaders, { isOn: true, chosenId: 2 })?.name).toBe('Ben')
  expect(leaderToFollow(leaders, { isOn: true, chosenId: 99 })?.name).toBe('Cem')
  expect(leaderToFollow(leaders, { isOn: false, chosenId: 1 })).toBeNull()
  expect(leaderToFollow([], { isOn: true, chosenId: null })).toBeNull()
})
