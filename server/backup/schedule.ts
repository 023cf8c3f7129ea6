import { spawn } from 'node:child_process'
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { BaseLogger } from 'pino'
import { HOUR_MS, MINUTE_MS } from '#shared/lib/time.ts'
import { BACKUP_PREFIX } from './back-up.ts'

export interface BackupPlan {
  readonly folder: string
  readonly everyHours: number
  /** How many stay; older ones go once a newer one is whole. */
  readonly keep: number
}

interface Needs {
  readonly plan: BackupPlan
  /** Of several nodes the one that has the datasets makes them. */
  readonly isMine: () => boolean
  readonly logger: Pick<BaseLogger, 'info' | 'error'>
  readonly make?: (into: string, signal: AbortSignal) => Promise<void>
  readonly now?: () => number
  readonly lookEveryMs?: number
}

const LOOK_EVERY_MS = 5 * MINUTE_MS

/** Makes backups by plan, in a process of its own. What was due while the server was not running is made soon after it starts. */
export function scheduleBackups(needs: Needs): { readonly close: () => Promise<void> } {
  const { plan, isMine, logger, make = inOwnProcess, now = Date.now, lookEveryMs = LOOK_EVERY_MS } = needs
  const closing = new AbortController()
  let making: Promise<void> | null = null
  const look = (): void => {
    making ??= makeWhenDue().finally(() => {
      making = null
    })
  }

  async function makeWhenDue(): Promise<void> {
    try {
      if (!isMine() || !(await isDue())) return
      await make(plan.folder, closing.signal)
      const gone = await keepNewest(plan)
      logger.info({ folder: plan.folder, gone }, 'a backup was made')
    } catch (error) {
      if (!closing.signal.aborted) logger.error({ err: error, folder: plan.folder }, 'a backup could not be made')
    }
  }

  async function isDue(): Promise<boolean> {
    const newest = (await backupsIn(plan.folder)).at(-1)
    return newest === undefined || now() - instantOf(newest) >= plan.everyHours * HOUR_MS
  }

  const timer = setInterval(look, lookEveryMs)
  timer.unref()
  return {
    async close() {
      clearInterval(timer)
      closing.abort()
      await making
    },
  }
}

/** The names of whole backups, the oldest first. */
async function backupsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => !Number.isNaN(instantOf(name))).toSorted()
}

const NAME = new RegExp(`^${BACKUP_PREFIX}(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d)-(\\d\\d)-(\\d\\d)Z$`)

const instantOf = (name: string): number => Date.parse(name.replace(NAME, '$1T$2:$3:$4Z'))

/** Removes all but the newest; says how many went. */
async function keepNewest({ folder, keep }: BackupPlan): Promise<number> {
  const old = (await backupsIn(folder)).slice(0, -keep)
  for (const name of old) await rm(path.join(folder, name), { recursive: true, force: true })
  return old.length
}

/** The command that people use; reading every row does not hold the server up. */
function inOwnProcess(into: string, signal: AbortSignal): Promise<void> {
  const command = path.resolve(import.meta.dirname, '..', 'start.mjs')
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, 'backup', into], { stdio: ['ignore', 'ignore', 'pipe'], signal })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2_000)))
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(said || `The backup ended with ${code}.`))))
  })
}
