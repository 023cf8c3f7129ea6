import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Journeys } from '#server/journeys/journeys.ts'
import type { Metrics } from '#server/metrics/metrics.ts'
import type { CustomerSight } from '#server/workspaces/customer-sight.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { askedRange } from '#shared/contract/rest/readings.ts'
import { verbatimsBody, verbatimsQuery } from '#shared/contract/rest/verbatims.ts'
import { isAskedMeasure } from '#shared/metrics/measures.ts'
import { tell } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'
import { sightOfCustomers } from '../sight-of-customers.ts'
import { refuseWhenBusy } from './readings.ts'

interface Deps {
  readonly metrics: Pick<Metrics, 'verbatims'>
  readonly journeys: Pick<Journeys, 'placeOf'>
  readonly sight: CustomerSight
}

const params = z.object({ id: idParam })

/** What customers said: whoever may see the customers behind a number may read it. */
export const verbatimsRoutes =
  ({ metrics, journeys, sight }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const requireSight = sightOfCustomers({ journeys, sight })

    fastify.get(
      '/api/journeys/:id/readings/verbatims',
      {
        schema: {
          tags: ['metrics'],
          summary: 'What customers wrote behind a score or a sentiment that a journey shows, newest first',
          description:
            'Of the very answers that the number rests on: each text with its answer, when it was given and how it sounds. `of` and `measure`: the number. ' +
            '`group`: only promoters, passives or detractors (NPS), satisfied or unsatisfied (CSAT), or by how they sound; `search`: only texts that have this in them. ' +
            'Attributes that are marked as personal are never told; where there is nothing else, `field` is null and `note` says so.',
          params,
          querystring: verbatimsQuery,
          response: { 200: verbatimsBody },
        },
      },
      async (request) => {
        const { id } = request.params
        const { of, measure, persona, field, group, search, offset, limit } = request.query
        await requireSight(request, id)
        tell(request, { details: { element: of, measure, texts: 'read' } })
        if (!isAskedMeasure(measure)) throw new DoorError('not-found')
        const asked = { id: of, measure, personaId: persona ?? null, range: askedRange(request.query) }
        const found = await metrics
          .verbatims(id, { ...asked, field, group, search, offset, limit })
          .catch(refuseWhenBusy)
        if (found.ok) return found.value
        throw new DoorError('not-found', 'The journey has no such number, or it is not about what customers said.')
      },
    )
  }
