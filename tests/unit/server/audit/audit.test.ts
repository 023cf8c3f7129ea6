import { expect, it } from 'vitest'
import { type Audit, createAudit, type NewEntry } from '#server/audit/audit.ts'
import { auditCsv, csvCell } from '#server/audit/audit-file.ts'
import { openStorage } from '#server/storage/open-storage.ts'
import type { Storage } from '#server/storage/storage.ts'
import { FORMER_MEMBER } from '#shared/contract/acts.ts'
import { describeStores } from '#tests/support/stores.ts'
import { afterEach, beforeEach } from 'vitest'

const logger = { info: () => undefined, warn: () => undefined, error: () => undefined }

const ENTRY: NewEntry = {
  workspaceId: 'first',
  journeyId: null,
  actor: { kind: 'person', id: 'ann', name: 'Ann' },
  act: 'role-changed',
  result: 'done',
  target: { kind: 'person', id: 'bob', name: 'Bob' },
  details: { to: 'viewer' },
  address: '10.0.0.1',
}

describeStores('the audit log', (store) => {
  let storage: Storage
  let audit: Audit
  let now = 1_000
  beforeEach(async () => {
    const place = await store.open()
    storage = await openStorage({ ...place, historyDays: 1, logger })
    audit = createAudit({ database: storage.database, now: () => now })
    return () => place.close()
  })
  afterEach(() => storage.close())

  it('knows people by who they are, and names nobody who is gone', async () => {
    const people = storage.database.insertInto('people')
    await people.values({ id: 'ann', name: 'Ann', color: 1, email: null, password_hash: null, created_at: 1 }).execute()
    await audit.add(ENTRY)
    expect(await audit.list({ workspaceId: 'first' }, undefined, 10)).toMatchObject([
      { actor: { id: 'ann', name: 'Ann' }, target: { id: 'bob', name: FORMER_MEMBER } },
    ])
    await storage.database.deleteFrom('people').execute()
    expect(await audit.list({ workspaceId: 'first' }, undefined, 10)).toMatchObject([
      { actor: { id: 'ann', name: FORMER_MEMBER } },
    ])
    expect(JSON.stringify(await storage.database.selectFrom('audit_entries').selectAll().execute())).not.toMatch(
      /Ann|Bob/,
    )
  })

  it('gives all of it in pieces, each entry once', async () => {
    const { database } = storage
    for (let at = 0; at < 5; at++) {
      const rows = Array.from({ length: 500 }, () => ({
        at,
        act: 'signed-in',
        result: 'done' as const,
        actor_kind: 'nobody' as const,
      }))
      await database
        .insertInto('audit_entries')
        .values(rows.map((row) => ({ ...row, ...EMPTY })))
        .execute()
    }
    const numbers = new Set<number>()
    for await (const { number } of audit.all({ workspaceId: null })) numbers.add(number)
    expect(numbers.size).toBe(2_500)
  })

  it('forgets what is too old', async () => {
    await audit.add(ENTRY)
    now = 2_000
    await audit.add(ENTRY)
    expect(await audit.forgetBefore(2_000)).toBe(1)
    expect(await audit.list({ workspaceId: 'first' }, undefined, 10)).toMatchObject([{ at: 2_000 }])
  })
})

const EMPTY = {
  workspace_id: null,
  journey_id: null,
  actor_id: null,
  actor_name: null,
  target_kind: null,
  target_id: null,
  target_name: null,
  details: null,
  address: null,
}

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1'])('guards the cell %j', (text) => {
  expect(csvCell(text).replace(/^"/, '')).toMatch(/^'/)
})

it('leaves other cells as they are', () => {
  expect([csvCell('a, b'), csvCell('say "so"'), csvCell('plain'), csvCell(-3), csvCell(null)]).toEqual([
    '"a, b"',
    '"say ""so"""',
    'plain',
    '-3',
    '',
  ])
})

it('writes a file that Excel reads as UTF-8, even without an entry', async () => {
  const parts: string[] = []
  for await (const part of auditCsv((async function* () {})())) parts.push(part)
  expect(parts.join('')).toMatch(/^\uFEFFnumber,time,/)
})
