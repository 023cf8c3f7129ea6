import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { pullCreate, PullItem, PullPatch, PullResult } from '#shared/contract/rest/pulls.ts'
import { newId } from '#shared/lib/ids.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { MINUTE_MS, SECOND_MS } from '#shared/lib/time.ts'
import type { Database } from '#server/storage/schema.ts'
import { createPullRows, originOf, type PullRow, type RunRow } from './pull-rows.ts'
import { type RunDeps, runPull } from './run-pull.ts'
import { nextTime, nextTry } from './schedule.ts'

/** What is fetched for a dataset by a plan: files from addresses, rows from databases. */
export interface Pulls {
  list(datasetId: string): Promise<PullItem[]>
  /** It runs once at once. Refuses with `schedule-not-valid`, `address-not-allowed`, `too-many-pulls`. */
  create(datasetId: string, pull: z.output<typeof pullCreate>): Promise<Result<PullItem, ErrorCode>>
  /** Refuses with `pull-not-found`, `schedule-not-valid`. */
  change(datasetId: string, id: string, change: PullPatch): Promise<Result<PullItem, ErrorCode>>
  /** What it brought stays. False: there is none. */
  remove(datasetId: string, id: string): Promise<boolean>
  /** Begins a run, whatever the plan says. `not-ready`: it is running. */
  run(datasetId: string, id: string): Promise<Result<PullItem, ErrorCode>>
  /** Stops what is under way; it begins anew when the server does. */
  close(): Promise<void>
}

interface Deps extends RunDeps {
  readonly database: Kysely<Database>
  readonly lookEveryMs?: number
}

const LOOK_EVERY_MS = 5 * SECOND_MS
/** Who does not say in this time that it is alive has ended, and another may take the pull. */
const CLAIM_MS = MINUTE_MS
const KEEP_CLAIM_EVERY_MS = 15 * SECOND_MS
const RUN_WITHIN_MS = 30 * MINUTE_MS
const AT_ONCE = 2
const MAX_PULLS = 20
const RUNS_SHOWN = 10

/** Fetches what is due, a few at once. Several nodes may look at the same time: who claims a pull in the database runs it. */
export function createPulls({ database, lookEveryMs = LOOK_EVERY_MS, ...deps }: Deps): Pulls {
  const rows = createPullRows(database)
  const running = new Map<string, { readonly stop: AbortController; readonly done: Promise<void> }>()
  let isClosing = false
  let looking: Promise<void> | null = null
  const timer = setInterval(look, lookEveryMs).unref()

  function look(): void {
    if (isClosing) return
    looking ??= takeDue()
      .catch((error: unknown) => deps.logger.error({ err: error }, 'what is due to be fetched is not known'))
      .finally(() => {
        looking = null
      })
  }

  async function takeDue(): Promise<void> {
    for (const id of await rows.due(Date.now())) {
      if (isClosing || running.size >= AT_ONCE) return
      await take(id, true)
    }
  }

  /** False: somebody has it already. */
  async function take(id: string, isDue: boolean): Promise<boolean> {
    if (running.has(id)) return false
    const runId = rows.newRunId()
    const now = Date.now()
    const row = await rows.claim(id, runId, now, now + CLAIM_MS, isDue)
    if (!row) return false
    const stop = new AbortController()
    const ended = work(row, runId, stop)
      .catch((error: unknown) => deps.logger.error({ err: error, pullId: id }, 'the end of a pull could not be kept'))
      .finally(() => {
        running.delete(id)
        look()
      })
    running.set(id, { stop, done: ended })
    return true
  }

  async function work(row: PullRow, runId: string, stop: AbortController): Promise<void> {
    const late = setTimeout(() => stop.abort('It took longer than half an hour.'), RUN_WITHIN_MS)
    const alive = setInterval(() => {
      rows
        .keepClaim(row.id, runId, Date.now() + CLAIM_MS)
        .then((isMine) => !isMine && stop.abort('Another node has it now.'))
        .catch((error: unknown) => deps.logger.error({ err: error, pullId: row.id }, 'a pull could not be kept'))
    }, KEEP_CLAIM_EVERY_MS)
    const { ending, seen } = await runPull(deps, row, stop.signal).finally(() => {
      clearTimeout(late)
      clearInterval(alive)
    })
    // Left as it is: who comes next sees that it was interrupted, and begins anew.
    if (isClosing && ending.result === 'failed') return rows.keepClaim(row.id, runId, 0).then(() => undefined)
    const failures = ending.result === 'failed' ? row.failures + 1 : 0
    const now = (await rows.find(row.dataset_id, row.id)) ?? row
    const nextAt = now.is_paused === 1 ? null : nextTry(now, failures, Date.now())
    await rows.finish(row.id, runId, ending, { seen, failures, nextAt })
  }

  async function present(row: PullRow): Promise<PullItem> {
    return {
      id: row.id,
      origin: originOf(row),
      hasSecret: row.secret !== null,
      cron: row.cron,
      timezone: row.timezone,
      mode: row.mode,
      isPaused: row.is_paused === 1,
      nextAt: row.next_at,
      failures: row.failures,
      runs: (await rows.runsOf(row.id, RUNS_SHOWN)).map(presentRun),
    }
  }

  async function existing(datasetId: string, id: string): Promise<Result<PullItem, ErrorCode>> {
    const row = await rows.find(datasetId, id)
    return row ? done(await present(row)) : refused('pull-not-found')
  }

  return {
    list: async (datasetId) => Promise.all((await rows.of(datasetId)).map(present)),

    async create(datasetId, { origin, secret, cron, timezone, mode }) {
      if (nextTime({ cron, timezone }, Date.now()) === null) return refused('schedule-not-valid')
      const host = origin.kind === 'url' ? new URL(origin.url).hostname : origin.host
      const isSafe = origin.kind === 'url' ? origin.url.startsWith('https:') : origin.tls === 'verify'
      if (!isSafe && !deps.guard.isNamed(host)) {
        return refused('address-not-allowed', 'Only what is encrypted is fetched from there.')
      }
      if ((await rows.of(datasetId)).length >= MAX_PULLS) return refused('too-many-pulls')
      const id = newId<'pull'>()
      const now = Date.now()
      await rows.add({
        id,
        dataset_id: datasetId,
        origin: JSON.stringify(origin),
        secret: secret ? deps.sealer.seal(secret) : null,
        cron,
        timezone,
        mode,
        is_paused: 0,
        next_at: now,
        created_at: now,
      })
      await take(id, false)
      return existing(datasetId, id)
    },

    async change(datasetId, id, { isPaused, ...change }) {
      const row = await rows.find(datasetId, id)
      if (!row) return refused('pull-not-found')
      const wanted = { cron: change.cron ?? row.cron, timezone: change.timezone ?? row.timezone }
      const planned = nextTime(wanted, Date.now())
      if (planned === null) return refused('schedule-not-valid')
      const willPause = isPaused ?? row.is_paused === 1
      await rows.change(id, {
        ...wanted,
        mode: change.mode ?? row.mode,
        is_paused: willPause ? 1 : 0,
        next_at: willPause ? null : planned,
        failures: 0,
      })
      return existing(datasetId, id)
    },

    async remove(datasetId, id) {
      if (!(await rows.remove(datasetId, id))) return false
      running.get(id)?.stop.abort('It was removed.')
      return true
    },

    async run(datasetId, id) {
      if (!(await rows.find(datasetId, id))) return refused('pull-not-found')
      if (!(await take(id, false))) return refused('not-ready', 'It is being fetched right now.')
      return existing(datasetId, id)
    },

    async close() {
      isClosing = true
      clearInterval(timer)
      await looking
      const all = [...running.values()]
      for (const { stop } of all) stop.abort('The server was stopped in the middle of it.')
      await Promise.all(all.map(({ done: ended }) => ended))
    },
  }
}

const presentRun = (run: RunRow): PullItem['runs'][number] => ({
  id: run.id,
  startedAt: run.started_at,
  endedAt: run.ended_at,
  result: run.result as PullResult,
  reason: run.reason,
  bytes: run.byte_count,
  events: run.events,
})
