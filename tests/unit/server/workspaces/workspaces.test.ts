import { afterEach, beforeEach, expect, it } from 'vitest'
import { createPeople } from '#server/auth/people.ts'
import { openStorage } from '#server/storage/open-storage.ts'
import type { Storage } from '#server/storage/storage.ts'
import { createWorkspaces, type Workspaces } from '#server/workspaces/workspaces.ts'
import type { Role } from '#shared/contract/roles.ts'
import { describeStores, type StorePlace } from '#tests/support/stores.ts'

const logger = { info: () => undefined, warn: () => undefined, error: () => undefined }

describeStores('workspaces', (kind) => {
  let place: StorePlace
  let storage: Storage
  let workspaces: Workspaces
  beforeEach(async () => {
    place = await kind.open()
    storage = await openStorage({ ...place, historyDays: 1, logger })
    workspaces = createWorkspaces({ database: storage.database })
  })
  afterEach(async () => {
    await storage.close()
    await place.close()
  })

  async function join(workspaceId: string, name: string, role: Role): Promise<string> {
    const { database } = storage
    const person = { id: name.toLowerCase(), name, color: 0, email: null, password_hash: null, created_at: 0 }
    await database
      .insertInto('people')
      .values(person)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await database
      .insertInto('members')
      .values({ workspace_id: workspaceId, person_id: person.id, role, joined_at: 0 })
      .execute()
    return person.id
  }
  const rolesIn = async (id: string) =>
    Object.fromEntries((await workspaces.members(id)).map(({ name, role }) => [name, role]))

  it('have one from the beginning, and whoever makes another owns it', async () => {
    expect(await workspaces.list(null)).toMatchObject([{ id: 'first', name: 'Workspace' }])
    const ann = await join('first', 'Ann', 'admin')
    const made = await workspaces.create('Sales', ann)
    expect(await workspaces.find(made.id)).toEqual(made)
    expect(await rolesIn(made.id)).toEqual({ Ann: 'owner' })
    await workspaces.rename(made.id, 'Selling')
    expect(await workspaces.list([made.id])).toEqual([{ ...made, name: 'Selling' }])
    expect(await workspaces.list([])).toEqual([])
    expect(await createPeople(storage.database).membershipsOf(ann)).toEqual([
      { workspaceId: 'first', role: 'admin' },
      { workspaceId: made.id, role: 'owner' },
    ])
  })

  it('list their members from the most powerful on, then by name', async () => {
    for (const [name, role] of [
      ['Bob', 'viewer'],
      ['Ann', 'viewer'],
      ['Cy', 'owner'],
      ['Dee', 'commenter'],
    ] as const) {
      await join('first', name, role)
    }
    expect((await workspaces.members('first')).map(({ name }) => name)).toEqual(['Cy', 'Dee', 'Ann', 'Bob'])
  })

  it('keep an owner, whatever is asked of them', async () => {
    const [ann, bob] = [await join('first', 'Ann', 'owner'), await join('first', 'Bob', 'viewer')]
    expect(await workspaces.setRole('first', ann, 'admin')).toMatchObject({ ok: false, reason: 'last-owner' })
    expect(await workspaces.setRole('first', ann, null)).toMatchObject({ ok: false, reason: 'last-owner' })
    expect(await workspaces.setRole('first', ann, 'owner')).toMatchObject({ ok: true })
    expect(await workspaces.setRole('first', 'nobody', 'editor')).toMatchObject({ reason: 'member-not-found' })
    expect(await workspaces.setRole('first', 'nobody', null)).toMatchObject({ reason: 'member-not-found' })
    await workspaces.setRole('first', bob, 'owner')
    expect(await workspaces.setRole('first', ann, null)).toMatchObject({ ok: true })
    expect(await rolesIn('first')).toEqual({ Bob: 'owner' })
  })

  it('keep an owner when two step down at the same moment', async () => {
    const owners = [await join('first', 'Ann', 'owner'), await join('first', 'Bob', 'owner')]
    const answers = await Promise.all(owners.map((id) => workspaces.setRole('first', id, 'viewer')))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(Object.values(await rolesIn('first')).toSorted()).toEqual(['owner', 'viewer'])
  })

  it('have one owner when the owner link is opened for the first time on two nodes at once', async () => {
    const [a, b] = [createPeople(storage.database), createPeople(storage.database)]
    const [one, two] = await Promise.all([a.owner(), b.owner()])
    expect(one).toEqual(two)
    expect(await rolesIn('first')).toEqual({ Owner: 'owner' })
  })

  it('sign in by the owner link who owns the first one the longest', async () => {
    const people = createPeople(storage.database)
    const first = await people.owner()
    const ann = await join('first', 'Ann', 'viewer')
    await workspaces.setRole('first', ann, 'owner')
    await workspaces.setRole('first', first.id, 'editor')
    expect((await people.owner()).id).toBe(ann)
  })
})
