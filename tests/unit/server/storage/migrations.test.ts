import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { createShares } from '#server/auth/shares.ts'
import { migrationProvider } from '#server/storage/migrations/migration-provider.ts'
import { openDatabase } from '#server/storage/sqlite/database.ts'
import { createUpdateLog } from '#server/storage/sqlite/update-log.ts'
import { bytes, snapshotOf, updates } from '#tests/support/storage-bytes.ts'

it('have names that sort in the order in which they were made, the same for both stores', async () => {
  const names = Object.keys(await migrationProvider('sqlite').getMigrations())
  expect(names).toEqual(names.toSorted())
  for (const name of names) expect(name).toMatch(/^\d{4}-[a-z-]+$/)
  expect(Object.keys(await migrationProvider('postgres').getMigrations())).toEqual(names)
})

/** What 0.1 wrote: the tables of the first migration, and the note that it was run. */
const FIRST_TABLES = `
  CREATE TABLE "kysely_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);
  CREATE TABLE "kysely_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);
  INSERT INTO kysely_migration_lock VALUES ('migration_lock', 0);
  INSERT INTO kysely_migration VALUES ('0001-initial', '2026-11-21T10:00:00.000Z');
  CREATE TABLE "journeys" ("id" text primary key, "title" text not null, "counts" text not null, "created_at" bigint not null, "updated_at" bigint not null, "archived_at" bigint);
  CREATE TABLE "journey_updates" ("journey_id" text not null references "journeys" ("id") on delete cascade, "seq" bigint not null, "actor_id" text, "created_at" bigint not null, "data" blob not null, constraint "journey_updates_key" primary key ("journey_id", "seq")) without rowid;
  CREATE TABLE "journey_snapshots" ("journey_id" text not null references "journeys" ("id") on delete cascade, "seq" bigint not null, "created_at" bigint not null, "data" blob not null, constraint "journey_snapshots_key" primary key ("journey_id", "seq"));
  CREATE TABLE "people" ("id" text primary key, "name" text not null, "color" integer not null, "created_at" bigint not null);
  CREATE TABLE "sessions" ("id" text primary key, "token_hash" text not null unique, "person_id" text references "people" ("id") on delete cascade, "guest_name" text, "color" integer not null, "created_at" bigint not null, "last_seen_at" bigint not null);
  CREATE TABLE "shares" ("id" text primary key, "journey_id" text not null references "journeys" ("id") on delete cascade, "role" text not null, "name" text not null, "created_by" text not null, "created_at" bigint not null, "revoked_at" bigint);
  CREATE TABLE "session_shares" ("session_id" text not null references "sessions" ("id") on delete cascade, "share_id" text not null references "shares" ("id") on delete cascade, constraint "session_shares_key" primary key ("session_id", "share_id"));
  CREATE TABLE "datasets" ("id" text primary key, "name" text not null);
  INSERT INTO people VALUES ('ann', 'Ann', 0, 7);
  INSERT INTO sessions VALUES ('fox', 'hash', null, 'Guest Fox', 3, 1, 1);
  INSERT INTO datasets VALUES ('visits', 'Visits');
  INSERT INTO journeys VALUES ('log', 'Only a log', '{}', 1, 1, null), ('folded', 'All folded', '{}', 1, 1, null), ('both', 'Both', '{}', 1, 1, null), ('new', 'Nothing yet', '{}', 1, 1, null);
  INSERT INTO shares VALUES ('board', 'log', 'viewer', 'For the board', 'ann', 1, null);
  INSERT INTO session_shares VALUES ('fox', 'board');
  INSERT INTO journey_updates VALUES ('log', 1, null, 1, x'01'), ('log', 2, null, 1, x'02'), ('both', 6, null, 1, x'06');
`

it('take a data folder of the first version along, and go on where its numbers ended', async () => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'waymark-store-'))
  onTestFinished(() => fs.rm(folder, { recursive: true, force: true }))
  const old = new DatabaseSync(path.join(folder, 'waymark.sqlite'))
  old.exec(FIRST_TABLES)
  // A snapshot is one byte for its format, then a raw deflate stream; this one holds the bytes 7 and 8.
  const snapshot = old.prepare('INSERT INTO journey_snapshots VALUES (?, ?, 1, ?)')
  for (const [id, seq] of [
    ['folded', 9],
    ['both', 5],
  ] as const) {
    snapshot.run(id, seq, Buffer.from('01010200fdff0708', 'hex'))
  }
  old.close()

  const database = await openDatabase(folder)
  const log = await createUpdateLog(folder)
  onTestFinished(async () => {
    await log.close()
    await database.destroy()
  })
  const ids = ['log', 'folded', 'both', 'new']
  expect(await log.heads(ids)).toEqual(new Map(Object.entries({ log: 2, folded: 9, both: 6, new: 0 })))
  expect(await log.load('both')).toEqual({
    snapshot: snapshotOf(5, bytes(7, 8)),
    updates: [{ seq: 6, data: bytes(6) }],
    seq: 6,
  })
  expect(await Promise.all(ids.map((id) => log.append(id, updates(1))))).toEqual([3, 10, 7, 1])
  expect(await log.since('folded', 3)).toBeNull()

  // Everything belongs to the first workspace, and who was there owns it.
  expect(await database.selectFrom('members').selectAll().execute()).toEqual([
    { workspace_id: 'first', person_id: 'ann', role: 'owner', joined_at: 7 },
  ])
  for (const table of ['journeys', 'datasets'] as const) {
    const homes = await database.selectFrom(table).select('workspace_id').distinct().execute()
    expect(homes).toEqual([{ workspace_id: 'first' }])
  }

  // A link of before asks for nothing and shows all; who is in by it stays in.
  expect(await createShares(database).grantsOf('fox')).toMatchObject([
    { shareId: 'board', role: 'viewer', passwordHash: null, expiresAt: null, maxUses: null, uses: 0, shows: null },
  ])
})

it('leave the first version’s tables as they were', async () => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'waymark-store-'))
  onTestFinished(() => fs.rm(folder, { recursive: true, force: true }))
  const database = await openDatabase(folder)
  await database.destroy()
  const file = new DatabaseSync(path.join(folder, 'waymark.sqlite'))
  onTestFinished(() => file.close())
  const tables = file.prepare("SELECT sql FROM sqlite_master WHERE type = 'table'").all() as { sql: string }[]
  for (const name of ['journeys', 'journey_updates', 'journey_snapshots']) {
    const was = FIRST_TABLES.split('\n').find((line) => line.includes(`CREATE TABLE "${name}"`))
    // Later steps add columns at the end.
    const beginning = was?.trim().replace(/\)( without rowid)?;$/, '') ?? 'missing'
    expect(tables.find(({ sql }) => sql.includes(`CREATE TABLE "${name}"`))?.sql.startsWith(beginning)).toBe(true)
  }
})

it('let two people give one address, but only one of them prove it', async () => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'waymark-store-'))
  onTestFinished(() => fs.rm(folder, { recursive: true, force: true }))
  const database = await openDatabase(folder)
  onTestFinished(() => database.destroy())
  const add = (id: string, verifiedAt: number | null) =>
    database
      .insertInto('people')
      .values({ id, name: id, color: 0, created_at: 1, email: 'ann@example.org', email_verified_at: verifiedAt })
      .execute()
  await add('ann', 1)
  await add('not-ann', null)
  await add('nor-she', null)
  await expect(add('late', 2)).rejects.toThrow(/unique/i)
})
