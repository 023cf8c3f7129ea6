import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPeople } from '#server/auth/people.ts'
import { createOpenings } from '#server/auth/openings.ts'
import { createSessions, GUEST_SESSION_MS, PERSON_IDLE_MS, PERSON_SESSION_MS } from '#server/auth/sessions.ts'
import { createShares } from '#server/auth/shares.ts'
import { openTestStore, type TestStore } from '#tests/support/sync-data-folder.ts'

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

describe('sessions', () => {
  it('find whom they were started for, by a token that is not in the database', async () => {
    const sessions = createSessions(store.database)
    const { session, token } = await sessions.startForPerson(await createPeople(store.database).owner())
    expect(await sessions.find(token)).toEqual(session)
    expect(await sessions.find(`${token}x`)).toBeNull()
    const rows = await store.database.selectFrom('sessions').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it('of the owner are of one person, whose name they share', async () => {
    const sessions = createSessions(store.database)
    const people = createPeople(store.database)
    const first = await sessions.startForPerson(await people.owner())
    const second = await sessions.startForPerson(await people.owner())
    expect(second.session.personId).toBe(first.session.personId)
    await sessions.rename(first.session, 'Ada')
    expect((await sessions.find(second.token))?.name).toBe('Ada')
  })

  it('of guests have a friendly name of their own', async () => {
    const sessions = createSessions(store.database)
    const guest = await sessions.startForGuest()
    expect(guest.session).toMatchObject({ personId: null, name: expect.stringMatching(/^Guest [A-Z][a-z]+$/) })
    await sessions.rename(guest.session, 'Bo')
    expect((await sessions.find(guest.token))?.name).toBe('Bo')
  })

  it('of guests end when told, or a year after they were last seen', async () => {
    let at = Date.UTC(2026, 0, 1)
    const sessions = createSessions(store.database, () => at)
    const seen = await sessions.startForGuest()
    const ended = await sessions.startForGuest()
    await sessions.end(ended.session.id)
    expect(await sessions.find(ended.token)).toBeNull()
    at += GUEST_SESSION_MS - 1
    expect(await sessions.find(seen.token)).not.toBeNull()
    at += GUEST_SESSION_MS - 1
    expect(await sessions.find(seen.token)).not.toBeNull()
    at += GUEST_SESSION_MS + 1
    expect(await sessions.find(seen.token)).toBeNull()
    const fresh = await sessions.startForGuest()
    await sessions.endOld()
    const left = await store.database.selectFrom('sessions').select('id').execute()
    expect(left).toEqual([{ id: fresh.session.id }])
  })
})

describe('sessions of people', () => {
  it('end a month after they were last seen, and half a year after they began', async () => {
    let at = Date.UTC(2026, 0, 1)
    const sessions = createSessions(store.database, () => at)
    const person = await createPeople(store.database).owner()
    const forgotten = await sessions.startForPerson(person)
    const used = await sessions.startForPerson(person)
    const end = at + PERSON_SESSION_MS
    while (at + PERSON_IDLE_MS <= end) {
      at += PERSON_IDLE_MS - 1
      expect(await sessions.find(used.token)).not.toBeNull()
    }
    expect(await sessions.find(forgotten.token)).toBeNull()
    expect(await sessions.ofPerson(person.id)).toHaveLength(1)
    at = end + 1
    expect(await sessions.find(used.token)).toBeNull()
    expect(await sessions.ofPerson(person.id)).toEqual([])
    await sessions.endOld()
    expect(await store.database.selectFrom('sessions').select('id').execute()).toEqual([])
  })

  it('prove for a quarter of an hour whose they are', async () => {
    let at = Date.UTC(2026, 0, 1)
    const sessions = createSessions(store.database, () => at)
    const { session } = await sessions.startForPerson(await createPeople(store.database).owner())
    expect(await sessions.isProved(session.id)).toBe(true)
    at += 15 * 60_000
    expect(await sessions.isProved(session.id)).toBe(false)
    await sessions.prove(session.id)
    expect(await sessions.isProved(session.id)).toBe(true)
    expect(await sessions.isProved((await sessions.startForGuest()).session.id)).toBe(false)
  })

  it('get another token with each proof; the one before is good for what is under way, and then for nothing', async () => {
    let at = Date.UTC(2026, 0, 1)
    const sessions = createSessions(store.database, () => at)
    const person = await createPeople(store.database).owner()
    const { session, token } = await sessions.startForPerson(person, null, 'password')
    const second = await sessions.prove(session.id)
    expect(second).not.toBe(token)
    expect([await sessions.find(token), await sessions.find(second)]).toEqual([session, session])
    const third = await sessions.prove(session.id)
    expect(await sessions.find(token)).toBeNull()
    at += 10_000
    expect([await sessions.find(second), await sessions.find(third)]).toEqual([null, session])
    expect(await sessions.wayOf(session.id)).toBe('password')
  })
})

describe('shares', () => {
  it('give a session what they open, until they are revoked', async () => {
    await store.addJourney('journey1')
    const { session } = await createSessions(store.database).startForGuest()
    const shares = createShares(store.database)
    const openings = createOpenings(store.database)
    const share = await shares.create('journey1', { role: 'viewer', name: 'For the board' }, 'someone')
    expect(await openings.open(session.id, share.shareId)).toBeNull()
    expect(await openings.open(session.id, share.shareId)).toBeNull()
    const opened = { ...share, uses: 1, lastUsedAt: expect.any(Number) }
    expect(await shares.grantsOf(session.id)).toEqual([opened])
    expect(await shares.ofJourney('journey1')).toEqual([opened])

    expect(await shares.revoke('another-journey', share.shareId)).toBe(false)
    expect(await shares.revoke('journey1', share.shareId)).toBe(true)
    expect(await shares.revoke('journey1', share.shareId)).toBe(false)
    expect(await shares.grantsOf(session.id)).toEqual([])
    expect(await shares.find(share.shareId)).toMatchObject({ revokedAt: expect.any(Number) })
    expect(await shares.ofJourney('journey1')).toEqual([])
  })
})
