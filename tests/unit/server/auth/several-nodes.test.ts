import { afterEach, beforeEach, expect, it } from 'vitest'
import { createAuth, WrongSecret } from '#server/auth/auth.ts'
import { createOwnerLinks } from '#server/auth/owner-links.ts'
import { openStorage } from '#server/storage/open-storage.ts'
import type { Storage } from '#server/storage/storage.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'
import { describeStores, type StorePlace } from '#tests/support/stores.ts'

const logger = { info: () => undefined, warn: () => undefined, error: () => undefined }

describeStores('nodes on one store', (kind) => {
  let place: StorePlace
  let storage: Storage
  beforeEach(async () => {
    place = await kind.open()
    storage = await openStorage({ ...place, historyDays: 1, logger })
  })
  afterEach(async () => {
    await storage.close()
    await place.close()
  })

  const node = async (secret: string | null, dataFolder?: string) =>
    createAuth({
      database: storage.database,
      dataFolder: dataFolder ?? (await temporaryFolder()),
      secret,
      token: null,
      isShared: true,
    })
  const SECRET = 'a secret of thirty-two characters'

  it('know each other’s links and cookies when they have the same secret', async () => {
    const [a, b] = [await node(SECRET), await node(SECRET)]
    expect(a.cookies.session).toBe(b.cookies.session)
    expect(a.tokenOfShare('share1')).toBe(b.tokenOfShare('share1'))
    const owner = await b.enterAsOwner(a.ownerToken)
    const entered = owner && (await b.sessions.startForPerson(owner)).token
    expect(await a.identify({ bearer: null, cookie: entered })).toMatchObject({
      actor: { kind: 'person', memberships: [{ workspaceId: 'first', role: 'owner' }] },
    })
    expect(await a.enterAsOwner(`${b.ownerToken}x`)).toBeNull()
  })

  it('have the same secret when they share a data folder', async () => {
    const folder = await temporaryFolder()
    const [a, b] = [await node(null, folder), await node(null, folder)]
    expect(a.tokenOfShare('share1')).toBe(b.tokenOfShare('share1'))
  })

  it('do not start with different secrets, and tell nobody what they are', async () => {
    await node(SECRET)
    for (const other of [null, `${SECRET}!`]) {
      await expect(node(other)).rejects.toThrow(WrongSecret)
      await expect(node(other)).rejects.toThrow('Set WAYMARK_SECRET to the same')
    }
    const settings = await storage.database.selectFrom('settings').selectAll().execute()
    expect(JSON.stringify(settings)).not.toContain(SECRET)
  })

  it('each have an owner link that holds for a day; a node that is alone has one until its next start', async () => {
    let at = Date.UTC(2026, 0, 1)
    const links = (isShared: boolean) => createOwnerLinks({ database: storage.database, isShared, now: () => at })
    const [first, second] = [await links(true).make(), await links(true).make()]
    at += 24 * 3_600_000 - 1
    expect(await Promise.all([first, second].map((token) => links(true).opens(token)))).toEqual([true, true])
    at += 1
    expect(await Promise.all([first, second].map((token) => links(true).opens(token)))).toEqual([false, false])

    const lonely = await links(false).make()
    at += 1_000 * 24 * 3_600_000
    expect(await links(false).opens(lonely)).toBe(true)
    await links(false).make()
    expect(await links(false).opens(lonely)).toBe(false)
    const rows = await storage.database.selectFrom('owner_links').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(lonely)
    expect(rows).toHaveLength(1)
  })
})
