import { createHash, createHmac, randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

const SECRET_BYTES = 32

/** The secret that was given from outside (`WAYMARK_SECRET`), else the data folder's own. */
export async function secretOf(given: string | null, dataFolder: string): Promise<Buffer> {
  return given === null ? readOrMakeSecret(dataFolder) : createHash('sha256').update(given).digest()
}

/** Tells two secrets apart without telling anything about them. */
export const fingerprintOf = (secret: Buffer): string =>
  createHmac('sha256', secret).update('fingerprint').digest('hex').slice(0, 16)

/**
 * The data folder's own secret, made at the first start. It signs share links, so that the database alone (a backup, a bug report)
 * opens nothing. Throws when the file is damaged: a new one would silently break every link that was given away.
 */
export async function readOrMakeSecret(dataFolder: string): Promise<Buffer> {
  const file = path.join(dataFolder, 'secret.key')
  const fresh = randomBytes(SECRET_BYTES)
  try {
    await writeFile(file, fresh.toString('hex'), { mode: 0o600, flag: 'wx' })
    return fresh
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const stored = Buffer.from((await readFile(file, 'utf8')).trim(), 'hex')
  if (stored.length !== SECRET_BYTES) {
    throw new Error(
      `${file} is damaged. Restore it from a backup, or delete it: every share link then has to be made anew.`,
    )
  }
  return stored
}
