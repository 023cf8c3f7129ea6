import { Readable } from 'node:stream'
import { ERRORS } from '#shared/contract/errors.ts'
import type { BroughtFile } from '../bring-file.ts'
import type { Datasets } from '../datasets.ts'
import type { Logger, Sealer } from '../ports.ts'
import type { AddressGuard } from './address-guard.ts'
import { fetchFile } from './fetch-file.ts'
import { fetchQuery } from './fetch-query.ts'
import { PullError } from './pull-error.ts'
import { originOf, type PullRow, type PullSeen, type RunEnding, seenOf } from './pull-rows.ts'

export interface RunDeps {
  readonly datasets: Pick<Datasets, 'bring' | 'broughtBy'>
  readonly guard: AddressGuard
  readonly sealer: Sealer
  readonly logger: Logger
}

/** How a run ended, and by what the same is known again; `seen` `null`: as before. */
export interface RunOutcome {
  readonly ending: RunEnding
  readonly seen: PullSeen | null
}

interface Fetched {
  readonly fileName: string
  readonly stream: Readable
  /** Of what was read of the stream. */
  readonly seen: () => PullSeen
  readonly mode: BroughtFile['mode']
}

const MAX_BYTES = 2 * 1024 ** 3

/** Fetches once, and has it read. Does not throw: whatever went wrong is the outcome. `signal`: somebody stops it. */
export async function runPull(deps: RunDeps, row: PullRow, signal: AbortSignal): Promise<RunOutcome> {
  try {
    // What was seen is true of one file. If the dataset has another (a restart in between), all is fetched anew.
    const kept = seenOf(row)
    const own = await deps.datasets.broughtBy(row.dataset_id, row.id)
    const seen = own !== null && own === kept.sha256 ? kept : {}
    const fetched = await fetchOf(deps, row, seen, signal)
    if (fetched === null) return { ending: ended('unchanged'), seen: null }
    const { fileName, stream, mode } = fetched
    const brought = await deps.datasets.bring(row.dataset_id, {
      pullId: row.id,
      fileName,
      stream,
      maxBytes: MAX_BYTES,
      mode: mode === 'append' && seen.sha256 === undefined ? 'replace' : mode,
    })
    if (!brought.ok) return failed([ERRORS[brought.reason].words, brought.detail].filter(Boolean).join(' '))
    const { outcome, bytes, events, sha256 } = brought.value
    return {
      ending: { ...ended(outcome), bytes, events },
      seen: sha256 === null ? null : { ...fetched.seen(), sha256 },
    }
  } catch (error) {
    if (signal.aborted) return failed(String(signal.reason))
    if (error instanceof PullError) return failed(error.message)
    if (isCutOff(error)) return failed('The connection broke before the file was complete.')
    deps.logger.error({ err: error, pullId: row.id }, 'a pull failed')
    return failed(ERRORS.internal.words)
  }
}

async function fetchOf(
  { guard, sealer }: RunDeps,
  row: PullRow,
  seen: PullSeen,
  signal: AbortSignal,
): Promise<Fetched | null> {
  const origin = originOf(row)
  const secret = row.secret === null ? null : sealer.open(row.secret)
  if (row.secret !== null && secret === null) {
    throw new PullError(
      'Its secret cannot be read any more: this Waymark has another key than when it was kept. Set it up anew.',
    )
  }
  if (origin.kind === 'url') {
    const header = origin.headerName !== null && secret !== null ? { name: origin.headerName, value: secret } : null
    const { etag, lastModified } = seen
    const file = await fetchFile(guard, { url: origin.url, header, version: { etag, lastModified }, signal })
    return file && { fileName: file.fileName, stream: file.stream, seen: () => file.version, mode: row.mode }
  }
  const { stream, progress } = await fetchQuery(guard, { origin, password: secret, last: seen.last ?? null, signal })
  return {
    fileName: `${origin.database}.ndjson`,
    stream,
    seen: () => ({ last: progress.last }),
    mode: origin.watermark === null ? row.mode : 'append',
  }
}

const ended = (result: RunEnding['result'], reason: string | null = null): RunEnding => ({
  result,
  reason,
  bytes: null,
  events: null,
})
const failed = (reason: string): RunOutcome => ({ ending: ended('failed', reason), seen: null })

const isCutOff = (error: unknown): boolean =>
  error instanceof Error &&
  ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'EPIPE'].includes((error as NodeJS.ErrnoException).code ?? '')
