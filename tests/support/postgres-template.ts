import { execFile } from 'node:child_process'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { postgresUser } from './services.ts'

const run = promisify(execFile)

/** A new data folder for PostgreSQL, copied from a template that the first test on this machine makes: a second each time is saved. */
export async function newPostgresFolder(programs: string): Promise<string> {
  const template = await templateFolder(programs)
  const folder = await ownFolder('waymark-postgres-')
  await run('cp', ['-a', '--reflink=auto', `${template}/.`, folder])
  return folder
}

/** The super user of the test servers, who needs no password. */
export const POSTGRES_USER = 'waymark'

async function templateFolder(programs: string): Promise<string> {
  const version = (await run(path.join(programs, 'postgres'), ['--version'])).stdout.replace(/\D+/, '').trim()
  const template = path.join(os.tmpdir(), `waymark-postgres-template-${version.split(/\s/)[0] ?? ''}`)
  if (await exists(template)) return template
  const making = await ownFolder('waymark-postgres-making-')
  const settings = ['-D', making, '-U', POSTGRES_USER, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']
  // Segments of 1 MB instead of 16: less to copy for each server.
  await run(path.join(programs, 'initdb'), [...settings, '--wal-segsize=1'], { ...postgresUser(), cwd: os.tmpdir() })
  try {
    await fs.rename(making, template)
  } catch (error) {
    // Another test was faster.
    if (!(await exists(template))) throw error
    await fs.rm(making, { recursive: true, force: true })
  }
  return template
}

async function ownFolder(prefix: string): Promise<string> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), prefix))
  const user = postgresUser()
  if (user) await fs.chown(folder, user.uid, user.gid)
  return folder
}

const exists = (file: string): Promise<boolean> =>
  fs.access(file).then(
    () => true,
    () => false,
  )
