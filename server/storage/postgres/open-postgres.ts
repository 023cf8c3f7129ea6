import { answersWithin, CHECK_WITHIN_MS } from '../answers-within.ts'
import { StorageError } from '../ports.ts'
import type { Storage, StorageLogger } from '../storage.ts'
import { createPostgresDatabase, migratePostgres } from './database.ts'
import { createPool } from './pool.ts'
import { createPostgresUpdateLog } from './update-log.ts'

interface Needs {
  readonly databaseUrl: string
  readonly logger: StorageLogger
}

/**
 * The store in a PostgreSQL database, which other nodes may use at the same time. Rejects with `StorageError` when it cannot be
 * reached or brought up to date; afterwards it may come and go.
 */
export async function openPostgres({ databaseUrl, logger }: Needs): Promise<Storage> {
  await findServer({ databaseUrl, logger })
  await migratePostgres({ databaseUrl, logger })
  const { database, close } = createPostgresDatabase({ databaseUrl, logger })
  const log = createPostgresUpdateLog({ databaseUrl, logger })
  return {
    dialect: 'postgres',
    database,
    log,
    check: () =>
      answersWithin(
        CHECK_WITHIN_MS,
        Promise.all([database.selectFrom('settings').select('key').limit(1).execute(), log.heads([])]),
      ),
    async close() {
      await log.close()
      await close()
    },
  }
}

/** Says who cannot be reached, never with what password, and looks whether "on disk" means that. */
async function findServer({ databaseUrl, logger }: Needs): Promise<void> {
  const { host, pathname } = new URL(databaseUrl)
  const pool = createPool({ databaseUrl, logger, size: 1, answerWithinMs: CHECK_WITHIN_MS })
  try {
    const { rows } = await pool.use((client) => client.query<{ fsync: string }>('SHOW fsync'))
    if (rows[0]?.fsync === 'off') {
      logger.warn(
        { host },
        'the database server runs with fsync off: what Waymark calls saved does not survive a power cut',
      )
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StorageError(
      `The database ${pathname.slice(1)} on ${host} cannot be used: ${reason}. Check DATABASE_URL and that PostgreSQL is running.`,
      { cause },
    )
  } finally {
    await pool.close()
  }
}
