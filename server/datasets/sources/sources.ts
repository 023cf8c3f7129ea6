import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { SourceCreate, SourceItem } from '#shared/contract/rest/sources.ts'
import { newId } from '#shared/lib/ids.ts'
import { refused, type Result } from '#shared/lib/result.ts'
import type { Database } from '#server/storage/schema.ts'
import type { Datasets } from '../datasets.ts'
import type { IngestAnswer } from '../ingest.ts'
import type { Logger, Sealer } from '../ports.ts'
import { readHookBody } from './read-hook-body.ts'
import { createSourceCounter } from './source-counts.ts'
import { createSourceRows, rejectsOf, type SourceRow } from './source-rows.ts'

/** Senders of events with keys of their own: each can be taken out without the others noticing. */
export interface Sources {
  list(datasetId: string): Promise<SourceItem[]>
  /** `key`: told this once; only its hash is kept. `null`: the dataset has as many as it can. */
  create(datasetId: string, source: SourceCreate): Promise<{ readonly item: SourceItem; readonly key: string } | null>
  /** From then on its key is worth nothing. False: there is none. */
  remove(datasetId: string, id: string): Promise<boolean>
  /**
   * What was posted with a key; it is answered when it is on disk. Refuses with `source-not-found` for a key that is none,
   * `signature-not-right`, and as `ingestEvents` does.
   */
  receive(key: string, post: Post): Promise<Result<IngestAnswer, ErrorCode>>
  /** Writes down what was counted. */
  close(): Promise<void>
}

export interface Post {
  /** As it came: the signature is over its bytes. */
  readonly body: Buffer
  readonly isJson: boolean
  /** The header `x-signature`. */
  readonly signature: string | undefined
}

interface Deps {
  readonly database: Kysely<Database>
  readonly datasets: Pick<Datasets, 'ingest'>
  readonly sealer: Sealer
  readonly logger: Logger
}

const KEY_BYTES = 32
const MAX_SOURCES = 100
/** Keys that are asked for again and again need not be looked up. */
const MAX_REMEMBERED = 1_000

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex')

export function createSources({ database, datasets, sealer, logger }: Deps): Sources {
  const rows = createSourceRows(database)
  const counter = createSourceCounter(rows, logger)
  /** Only one node has the datasets, and only there sources change: what is remembered is true. */
  const remembered = new Map<string, SourceRow>()

  async function sourceOf(key: string): Promise<SourceRow | undefined> {
    const keyHash = hashOf(key)
    const known = remembered.get(keyHash)
    if (known) return known
    const row = await rows.byKeyHash(keyHash)
    if (row && remembered.size < MAX_REMEMBERED) remembered.set(keyHash, row)
    return row
  }

  return {
    async list(datasetId) {
      await counter.flush()
      return (await rows.of(datasetId)).map(present)
    },

    async create(datasetId, { name, secret }) {
      if ((await rows.of(datasetId)).length >= MAX_SOURCES) return null
      const key = randomBytes(KEY_BYTES).toString('base64url')
      const row = {
        id: newId<'source'>(),
        dataset_id: datasetId,
        name,
        key_hash: hashOf(key),
        secret: secret ? sealer.seal(secret) : null,
        created_at: Date.now(),
      }
      await rows.add(row)
      return {
        item: present({ ...row, last_at: null, accepted: 0, duplicates: 0, rejected: 0, rejects: '[]' }),
        key,
      }
    },

    async remove(datasetId, id) {
      const isGone = await rows.remove(datasetId, id)
      for (const [keyHash, row] of remembered) if (row.id === id) remembered.delete(keyHash)
      return isGone
    },

    async receive(key, { body, isJson, signature }) {
      const source = await sourceOf(key)
      if (!source) return refused('source-not-found')
      const onReject = (message: string): void => counter.reject(source.id, message)
      if (source.secret !== null && !isSignedWith(sealer.open(source.secret), body, signature)) {
        onReject(signature === undefined ? 'x-signature: not there' : 'x-signature: not right')
        return refused('signature-not-right')
      }
      const text = body.toString('utf8')
      const items = readHookBody(text, !isJson && !/^\s*\[/.test(text), Date.now())
      if (items === null) {
        onReject('the body is not JSON')
        return refused('not-valid', 'The body is not JSON.')
      }
      const stored = await datasets.ingest(source.dataset_id, items, { id: source.id, onReject })
      if (stored.ok) counter.add(source.id, stored.value)
      else if (stored.reason === 'dataset-not-found') remembered.clear()
      return stored
    },

    close: () => counter.flush(),
  }
}

/** As Segment signs: HMAC-SHA-1 over the body, in hex. */
function isSignedWith(secret: string | null, body: Buffer, signature: string | undefined): boolean {
  if (secret === null || signature === undefined) return false
  const expected = createHmac('sha1', secret).update(body).digest()
  const given = Buffer.from(signature.trim(), 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

const present = (row: SourceRow): SourceItem => ({
  id: row.id,
  name: row.name,
  isSigned: row.secret !== null,
  createdAt: row.created_at,
  lastAt: row.last_at,
  accepted: row.accepted,
  duplicates: row.duplicates,
  rejected: row.rejected,
  rejects: [...rejectsOf(row)],
})
