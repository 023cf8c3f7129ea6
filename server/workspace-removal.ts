import { setTimeout as delay } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { BaseLogger } from 'pino'
import { EngineError } from './duckdb/engine.ts'
import type { Database } from './storage/schema.ts'
import { SECOND_MS } from '#shared/lib/time.ts'

/** Deletes workspaces with everything in them. */
export interface WorkspaceRemoval {
  /** From now on nobody is in it and no link to it opens anything; what belongs to it goes in the background. */
  begin(workspaceId: string): Promise<void>
  close(): Promise<void>
}

interface Needs {
  readonly database: Kysely<Database>
  /** Closes a journey's rooms, and deletes it with its log, pictures and links. */
  readonly removeJourney: (journeyId: string) => Promise<void>
  /** With its rows and its files. Rejects with `EngineError` while another node has the datasets. */
  readonly removeDataset: (datasetId: string) => Promise<unknown>
  /** Whether this node has the datasets: it is the one that deletes. */
  readonly isHere: () => boolean
  readonly logger: Pick<BaseLogger, 'error' | 'info'>
  readonly now?: () => number
  readonly lookEveryMs?: number
}

const LOOK_EVERY_MS = 5 * SECOND_MS

/**
 * Each step can be done again, and the workspace's own row goes last: whatever ends the server in the middle, the next one that has the
 * datasets goes on where it was.
 */
export function createWorkspaceRemoval(needs: Needs): WorkspaceRemoval {
  const { database, removeJourney, removeDataset, isHere, logger, now = Date.now, lookEveryMs = LOOK_EVERY_MS } = needs
  const closing = new AbortController()
  let running: Promise<void> | null = null

  async function finish(workspaceId: string): Promise<void> {
    const idsIn = (table: 'journeys' | 'datasets') =>
      database.selectFrom(table).select('id').where('workspace_id', '=', workspaceId).execute()
    for (const { id } of await idsIn('journeys')) {
      if (closing.signal.aborted) return
      await removeJourney(id)
    }
    for (const { id } of await idsIn('datasets')) {
      if (closing.signal.aborted) return
      await removeDataset(id)
    }
    await database.deleteFrom('workspaces').where('id', '=', workspaceId).execute()
    logger.info({ workspaceId }, 'a workspace is deleted')
  }

  async function finishAll(): Promise<void> {
    if (!isHere()) return
    const begun = await database.selectFrom('workspaces').select('id').where('deleted_at', 'is not', null).execute()
    for (const { id } of begun) await finish(id)
  }

  function look(): Promise<void> {
    running ??= finishAll()
      .catch((error: unknown) => {
        // The datasets have just gone to another node, which goes on.
        if (error instanceof EngineError) return
        logger.error({ err: error }, 'a workspace could not be deleted yet; it is tried again')
      })
      .finally(() => {
        running = null
      })
    return running
  }

  async function lookNowAndThen(): Promise<void> {
    while (!closing.signal.aborted) {
      await look()
      await delay(lookEveryMs, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
    }
  }
  const looking = lookNowAndThen()

  return {
    async begin(workspaceId) {
      await database.transaction().execute(async (transaction) => {
        await transaction.updateTable('workspaces').set({ deleted_at: now() }).where('id', '=', workspaceId).execute()
        const journeys = transaction.selectFrom('journeys').select('id').where('workspace_id', '=', workspaceId)
        await transaction
          .updateTable('shares')
          .set({ revoked_at: now() })
          .where('journey_id', 'in', journeys)
          .where('revoked_at', 'is', null)
          .execute()
        await transaction.deleteFrom('members').where('workspace_id', '=', workspaceId).execute()
        await transaction.deleteFrom('invitations').where('workspace_id', '=', workspaceId).execute()
      })
      void look()
    },
    async close() {
      closing.abort()
      await looking
      await running
    },
  }
}
