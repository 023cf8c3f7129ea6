import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { SECOND_MS } from '#shared/lib/time.ts'
import type { JourneyRooms, Logger } from '../ports.ts'
import type { Stretches } from './stretches.ts'

interface Needs {
  readonly database: Kysely<Database>
  readonly rooms: Pick<JourneyRooms, 'on'>
  readonly stretches: Pick<Stretches, 'catchUp' | 'lastKnown'>
  readonly logger: Logger
  readonly pauseMs?: number
}

const PAUSE_MS = 5 * SECOND_MS
/** Names of fields stand in an update as they are, so that most need not be taken apart. */
const FIELD = Buffer.from('ownerId')

/**
 * Sees to it that whoever is made an owner hears of it soon: some seconds after a change on this node its updates are looked over, and only
 * where one may have made somebody an owner the edits are looked through (`stretches.ts` says what they were, once among all nodes).
 */
export function watchAssignments(needs: Needs): { readonly close: () => Promise<void> } {
  const { database, rooms, stretches, logger, pauseMs = PAUSE_MS } = needs
  const lookedAt = new Map<string, number>()
  let waiting = new Set<string>()
  let timer: NodeJS.Timeout | null = null
  let looking: Promise<void> = Promise.resolve()

  const stop = rooms.on('changed', (journeyId, isHere) => {
    if (!isHere) return
    waiting.add(journeyId)
    timer ??= setTimeout(start, pauseMs).unref()
  })

  function start(): void {
    timer = null
    const journeyIds = waiting
    waiting = new Set()
    looking = looking.then(async () => {
      for (const journeyId of journeyIds) {
        await look(journeyId).catch((error: unknown) =>
          logger.error({ err: error, journeyId }, 'it was not looked whom a journey was given to'),
        )
      }
    })
  }

  async function look(journeyId: string): Promise<void> {
    const from = lookedAt.get(journeyId) ?? (await stretches.lastKnown(journeyId))
    const updates = await database
      .selectFrom('journey_updates')
      .select(['seq', 'data'])
      .where('journey_id', '=', journeyId)
      .where('seq', '>', from)
      .orderBy('seq')
      .execute()
    if (updates.some(({ data }) => Buffer.from(data).includes(FIELD))) await stretches.catchUp(journeyId)
    const last = updates.at(-1)
    if (last) lookedAt.set(journeyId, last.seq)
  }

  return {
    async close() {
      stop()
      if (timer !== null) clearTimeout(timer)
      await looking
    },
  }
}
