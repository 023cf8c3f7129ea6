import type { FastifyBaseLogger } from 'fastify'
import { newId } from '#shared/lib/ids.ts'
import type { Doorbell } from './cluster/doorbell.ts'
import { createNoDoorbell } from './cluster/no-doorbell.ts'
import { createSettings } from './storage/settings.ts'
import type { Storage } from './storage/storage.ts'

/** By Redis where there is one. Without it several nodes ask the database twice a second what is new, and see no presence of others. */
export async function openDoorbell(
  redisUrl: string | null,
  { database, dialect }: Storage,
  logger: FastifyBaseLogger,
): Promise<Doorbell> {
  if (redisUrl === null) return createNoDoorbell({ isAlone: dialect === 'sqlite' })
  // Only here: a node that is alone would pay for it with 20 MB and a third of a second.
  const { createRedisDoorbell } = await import('./cluster/redis-doorbell.ts')
  // Whoever shares the database hears each other, under whatever address each of them knows it.
  const scope = await createSettings(database).keep('installation', newId<'installation'>())
  return createRedisDoorbell({ url: redisUrl, scope, logger })
}
