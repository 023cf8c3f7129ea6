import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Audit, AuditFilter } from '#server/audit/audit.ts'
import { auditCsv, auditLines } from '#server/audit/audit-file.ts'
import { FIRST_WORKSPACE } from '#server/storage/schema.ts'
import type { Workspaces } from '#server/workspaces/workspaces.ts'
import type { Act } from '#shared/contract/acts.ts'
import { auditBody, auditExportQuery, auditQuery } from '#shared/contract/rest/audit.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { tell } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'
import { requireRight } from '../require-right.ts'
import { existingWorkspace } from './workspaces.ts'

interface Deps {
  readonly audit: Audit
  readonly workspaces: Workspaces
  readonly keptDays: number
}

const params = z.object({ id: idParam })

interface Asked {
  readonly of: 'workspace' | 'server'
  readonly actor?: string | undefined
  readonly act?: Act | undefined
  readonly from?: number | undefined
  readonly until?: number | undefined
}

/** The audit log: read by pages, or taken as a file. */
export const auditRoutes =
  ({ audit, workspaces, keptDays }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    /** The access step, and what may be read then. */
    const filterOf = async (
      request: FastifyRequest<{ Params: { id: string } }>,
      { of, actor, act, from, until }: Asked,
    ): Promise<AuditFilter> => {
      const { id } = request.params
      requireRight(request, of === 'server' ? 'see-server-audit' : 'see-audit', { workspaceId: id })
      await existingWorkspace(request, workspaces)
      if (of === 'server' && id !== FIRST_WORKSPACE) {
        throw new DoorError('not-allowed', 'The log of the whole server is read in the first workspace.')
      }
      return { workspaceId: of === 'server' ? null : id, actorId: actor, act, from, until }
    }

    fastify.get(
      '/api/workspaces/:id/audit',
      {
        schema: {
          tags: ['workspaces'],
          summary: 'Who did what that access depends on, the newest first',
          description:
            '`of=server` gives what concerns the whole server, like signing in, to the owners of the first workspace.',
          params,
          querystring: auditQuery,
          response: { 200: auditBody },
        },
      },
      async (request) => {
        const { before, limit, ...asked } = request.query
        const filter = await filterOf(request, asked)
        const [entries, actors] = await Promise.all([
          audit.list(filter, before, limit + 1),
          before === undefined ? audit.actors(filter) : [],
        ])
        return { entries: entries.slice(0, limit), hasMore: entries.length > limit, actors, keptDays }
      },
    )

    fastify.get(
      '/api/workspaces/:id/audit/export',
      {
        schema: {
          tags: ['workspaces'],
          summary: 'All of it that passes the filter, as CSV or one JSON object a line; that it was taken is recorded',
          params,
          querystring: auditExportQuery,
          response: {
            200: {
              description: 'The entries, the newest first',
              content: {
                'text/csv': { schema: z.string() },
                'application/x-ndjson': { schema: z.string() },
              },
            },
          },
        },
      },
      async (request, reply) => {
        const { format, ...asked } = request.query
        const filter = await filterOf(request, asked)
        tell(request, { details: { of: asked.of, format } })
        const entries = audit.all(filter)
        const day = new Date().toISOString().slice(0, 10)
        return reply
          .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8')
          .header('content-disposition', `attachment; filename="audit-${day}.${format}"`)
          .send(Readable.from(format === 'csv' ? auditCsv(entries) : auditLines(entries)) as never)
      },
    )
  }
