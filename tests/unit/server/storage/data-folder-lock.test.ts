import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StorageError } from '#server/storage/ports.ts'
import { lockDataFolder } from '#server/storage/sqlite/data-folder-lock.ts'

let folder: string

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'waymark-database-'))
})
afterEach(() => fs.rm(folder, { recursive: true, force: true }))

describe('lockDataFolder', () => {
  it('refuses a second server in words that name the folder, until the first lets go', () => {
    const lock = lockDataFolder(folder)
    expect(() => lockDataFolder(folder)).toThrow(StorageError)
    expect(() => lockDataFolder(folder)).toThrow(folder)
    lock.release()
    lockDataFolder(folder).release()
  })

  it('is held by a process that forgets it, and free again when that was killed', async () => {
    const holder = spawn(process.execPath, [
      '--expose-gc',
      '--input-type=module-typescript',
      '--eval',
      `import { lockDataFolder } from ${JSON.stringify(path.resolve('server/storage/sqlite/data-folder-lock.ts'))}
       lockDataFolder(${JSON.stringify(folder)})
       setTimeout(() => { gc(); process.stdout.write('locked') }); setInterval(() => {}, 1000)`,
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
