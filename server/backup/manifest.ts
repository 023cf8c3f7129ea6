import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

export const MANIFEST_FILE = 'manifest.json'

const FORMAT = 'waymark-backup'
const VERSION = 1

const storedFile = z.object({
  /** Within the backup, with slashes. */
  path: z.string().regex(/^[\w.-]+(\/[\w.-]+)*$/),
  bytes: z.number().int(),
  sha256: z.string(),
})
export type StoredFile = z.infer<typeof storedFile>

const manifestSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  madeAt: z.iso.datetime(),
  /** The Waymark that made it, and the steps that its tables had come by. */
  waymark: z.string(),
  migrations: z.array(z.string()).min(1),
  store: z.enum(['sqlite', 'postgres']),
  tables: z.array(z.object({ name: z.string().regex(/^\w+$/), rows: z.number().int() })),
  files: z.array(storedFile),
})
export type Manifest = z.infer<typeof manifestSchema>

export const manifestOf = (facts: Omit<Manifest, 'format' | 'version'>): Manifest => ({
  format: FORMAT,
  version: VERSION,
  ...facts,
})

/** A backup, or a place for one, cannot be used; the message is for whoever typed the command. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
  /** Something was dropped or written already. */
  readonly hasTouched: boolean

  constructor(message: string, options?: ErrorOptions & { readonly hasTouched?: boolean }) {
    super(message, options)
    this.hasTouched = options?.hasTouched ?? false
  }
}

/** What a file holds: how much, and which bytes. */
export async function fingerprintOfFile(file: string): Promise<Pick<StoredFile, 'bytes' | 'sha256'>> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk as Buffer)
    bytes += (chunk as Buffer).length
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** Reads a backup's manifest and looks at every byte of every file that it names. Throws `BackupError` that says what is wrong. */
export async function verifiedManifest(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder)
  for (const { path: name, bytes, sha256 } of manifest.files) {
    const file = path.join(folder, ...name.split('/'))
    const size = await stat(file).then(
      (found) => found.size,
      () => null,
    )
    if (size === null) throw new BackupError(`This backup is not whole: ${name} is missing.`)
    if (size !== bytes) throw new BackupError(`This backup is damaged: ${name} has ${size} bytes instead of ${bytes}.`)
    if ((await fingerprintOfFile(file)).sha256 !== sha256) {
      throw new BackupError(`This backup is damaged: what is in ${name} is not what was written there.`)
    }
  }
  return manifest
}

async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(path.join(folder, MANIFEST_FILE), 'utf8').catch(() => {
    throw new BackupError(`There is no backup in ${folder}: it has no ${MANIFEST_FILE}.`)
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new BackupError(`This backup is damaged: ${MANIFEST_FILE} ends in the middle.`)
  }
  const known = manifestSchema.safeParse(json)
  if (known.success) return known.data
  const { format, version } = json as { format?: unknown; version?: unknown }
  throw new BackupError(
    format === FORMAT && version !== VERSION
      ? 'This backup was made by a newer Waymark. Use that one, or a newer one, to restore it.'
      : `This is not a backup of Waymark: ${MANIFEST_FILE} says something else.`,
  )
}
