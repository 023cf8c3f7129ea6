import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Auth } from '#server/auth/auth.ts'
import { BACKUP_COPY_ROUTE, placeForCopy } from '#server/backup/running-server.ts'
import { MINUTE_MS } from '#shared/lib/time.ts'
import { tell } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'

interface Deps {
  readonly auth: Pick<Auth, 'isBackupToken'>
  readonly dataFolder: string
  readonly copyDatasets: (file: string) => Promise<void>
}

/** For how long a token of the command opens the route. */
const TOKEN_MS = 5 * MINUTE_MS

/** What only the server can give to `npm run backup`: a copy of the file that it alone may read. */
export const backupRoutes =
  ({ auth, dataFolder, copyDatasets }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    fastify.post(
      BACKUP_COPY_ROUTE,
      {
        config: { open: true, door: true },
        schema: {
          tags: ['server'],
          summary: 'Copy the datasets for the command that makes a backup',
          description:
            'For `npm run backup` on the same machine: it signs `x-waymark-backup` with the secret of the server.',
          headers: z.object({ 'x-waymark-backup': z.string().max(200).optional() }),
          response: { 200: z.object({ file: z.string() }) },
        },
      },
      async (request) => {
        tell(request, { actor: { kind: 'token', id: 'backup', name: 'The backup command' } })
        const token = request.headers['x-waymark-backup'] ?? ''
        if (!auth.isBackupToken(token, Date.now() - TOKEN_MS)) throw new DoorError('link-not-valid')
        const file = await placeForCopy(dataFolder)
        await copyDatasets(file)
        return { file }
      },
    )
  }
