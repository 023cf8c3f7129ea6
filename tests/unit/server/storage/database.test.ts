import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StorageError } from '#server/storage/ports.ts'
import { migrationProvider } from '#server/storage/migrations/migration-provider.ts'
import { lockDataFolder } from '#server/storage/sqlite/data-folder-lock.ts'
import { openDatabase } from '#server/storage/sqlite/database.ts'

let folder: string

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'waymark-database-'))
})
afterEach(() => fs.rm(folder, { recursive: true, force: true }))

describe('openDatabase', () => {
  it('makes folder, file and tables, and keeps what was stored when it opens them again', async () => {
    const dataFolder = path.join(folder, 'new', 'folder')
    const first = await openDatabase(dataFolder)
    await first.insertInto('people').values({ id: 'ann', name: 'Ann', color: 3, created_at: 1 }).execute()
    await first.destroy()

    const second = await openDatabase(dataFolder)
    expect(await second.selectFrom('people').selectAll().execute()).toEqual([
      { id: 'ann', name: 'Ann', color: 3, created_at: 1 },
    ])
    expect(await second.deleteFrom('people').where('id', '=', 'ann').executeTakeFirst()).toMatchObject({
      numDeletedRows: 1n,
    })
    await second.destroy()
  })

  it('holds references between tables', async () => {
    const database = await openDatabase(folder)
    const orphan = { session_id: 'nobody', share_id: 'nothing' }
    await expect(database.insertInto('session_shares').values(orphan).execute()).rejects.toThrow('FOREIGN KEY')
    await database.destroy()
  })

  it('takes back a transaction that fails', async () => {
    const database = await openDatabase(folder)
    const failing = database.transaction().execute(async (transaction) => {
      await transaction.insertInto('people').values({ id: 'ann', name: 'Ann', color: 3, created_at: 1 }).execute()
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await database.selectFrom('people').selectAll().execute()).toEqual([])
    await database.destroy()
  })

  it('refuses a file that is not a database', async () => {
    await fs.writeFile(path.join(folder, 'waymark.sqlite'), 'this is not a database, it is a sentence'.repeat(200))
    await expect(openDatabase(folder)).rejects.toThrow('not a database')
  })

  it('names migrations so that they sort in the order in which they were made', async () => {
    const names = Object.keys(await migrationProvider('sqlite').getMigrations())
    expect(names).toEqual(names.toSorted())
    for (const name of names) expect(name).toMatch(/^\d{4}-[a-z-]+$/)
  })
})

describe('lockDataFolder', () => {
  it('refuses a second server in words that name the folder, until the first lets go', () => {
    const lock = lockDataFolder(folder)
    expect(() => lockDataFolder(folder)).toThrow(StorageError)
    expect(() => lockDataFolder(folder)).toThrow(folder)
    lock.release()
    lockDataFolder(folder).release()
  })

  it('is free again when the process that held it was killed', async () => {
    const holder = spawn(process.execPath, [
      '--input-type=module-typescript',
      '--eval',
      `import { lockDataFolder } from ${JSON.stringify(path.resolve('server/storage/sqlite/data-folder-lock.ts'))}
       lockDataFolder(${JSON.stringify(folder)}); process.stdout.write('locked'); setInterval(() => {}, 1000)`,
    ])
    await once(holder.stdout, 'data')
    expect(() => lockDataFolder(folder)).toThrow(StorageError)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    lockDataFolder(folder).release()
  })

  it('does not take a broken lock file for another server', async () => {
    new DatabaseSync(path.join(folder, 'lock.sqlite')).close()
    await fs.writeFile(path.join(folder, 'lock.sqlite'), 'x'.repeat(5_000))
    expect(() => lockDataFolder(folder)).toThrow('not a database')
  })
})
