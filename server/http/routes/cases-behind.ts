import { Readable } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Journeys } from '#server/journeys/journeys.ts'
import type { AskedList } from '#server/metrics/cases-behind.ts'
import { casesCsv } from '#server/metrics/cases-csv.ts'
import type { Metrics } from '#server/metrics/metrics.ts'
import type { CustomerSight } from '#server/workspaces/customer-sight.ts'
import { casesBehind, casesBehindQueryString } from '#shared/contract/rest/cases-behind.ts'
import { askedRange } from '#shared/contract/rest/readings.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { customerSight } from '#shared/contract/rest/customers.ts'
import { tell } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'
import { requireRight } from '../require-right.ts'
import { sightOfCustomers } from '../sight-of-customers.ts'
import { refuseWhenBusy } from './readings.ts'

interface Deps {
  readonly metrics: Pick<Metrics, 'casesBehind'>
  readonly journeys: Pick<Journeys, 'placeOf'>
  readonly sight: CustomerSight
}

const params = z.object({ id: idParam })
const ROWS_AT_ONCE = 50_000

/** Whose rows are behind a number: a right of its own, by role and as the workspace says. Never by a share link. */
export const casesBehindRoutes =
  ({ metrics, journeys, sight }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const requireSight = sightOfCustomers({ journeys, sight })

    const page = async (journeyId: string, asked: AskedList) => {
      const found = await metrics.casesBehind(journeyId, asked).catch(refuseWhenBusy)
      if (!found.ok) throw new DoorError('not-found', 'The journey has no such number, or its dataset is gone.')
      return found.value
    }

    fastify.get(
      '/api/journeys/:id/readings/cases',
      {
        schema: {
          tags: ['metrics'],
          summary: 'The cases behind a number of a journey, which add up to it',
          description:
            '`of`: the stage, step, card or link; `measure`: which of its numbers. Of a share those in its numerator, of a time those ' +
            'that it is the median of. `format=csv`: all of them.',
          params,
          querystring: casesBehindQueryString,
          response: { 200: casesBehind },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const { of, format, measure, persona, offset, limit } = request.query
        await requireSight(request, id)
        tell(request, { details: { element: of, measure, format } })
        const asked = { id: of, measure, personaId: persona ?? null, range: askedRange(request.query) }
        if (format === 'json') return page(id, { ...asked, offset, limit })
        const first = await page(id, { ...asked, offset: 0, limit: ROWS_AT_ONCE })
        const more = (from: number) => page(id, { ...asked, offset: from, limit: ROWS_AT_ONCE })
        return (
          reply
            .type('text/csv; charset=utf-8')
            .header('content-disposition', 'attachment; filename="customers.csv"')
            // A stream goes out as it is; the schema describes the JSON.
            .send(Readable.from(casesCsv(first, more)) as never)
        )
      },
    )

    fastify.get(
      '/api/workspaces/:id/customer-sight',
      {
        schema: {
          tags: ['workspaces'],
          summary: 'Who may see the customers behind a number',
          params,
          response: { 200: customerSight },
        },
      },
      async (request) => {
        requireRight(request, 'see-members', { workspaceId: request.params.id })
        return { seenBy: await sight.of(request.params.id) }
      },
    )

    fastify.put(
      '/api/workspaces/:id/customer-sight',
      {
        schema: {
          tags: ['workspaces'],
          summary: 'Say who may see the customers behind a number: editors and above, admins and above, or nobody',
          params,
          body: customerSight,
          response: { 200: customerSight },
        },
      },
      async (request) => {
        requireRight(request, 'change-workspace', { workspaceId: request.params.id })
        const { seenBy } = request.body
        tell(request, { details: { customersSeenBy: seenBy } })
        await sight.set(request.params.id, seenBy)
        return { seenBy }
      },
    )
  }
