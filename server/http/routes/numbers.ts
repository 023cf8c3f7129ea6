import { Readable } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Actor } from '#server/access/actor.ts'
import type { MeasuredJourneysPage } from '#server/journeys/library/measured-journeys.ts'
import type { Metrics } from '#server/metrics/metrics.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { numbersBody, numbersQuery } from '#shared/contract/rest/numbers.ts'
import { csvText, readingsRows } from '#shared/metrics/readings-csv.ts'
import { DoorError } from '../door-error.ts'
import { requireRight } from '../require-right.ts'

interface Deps {
  readonly metrics: Pick<Metrics, 'overviewOf'>
  readonly measured: (
    actor: Actor,
    workspaceId: string,
    page: { readonly limit: number; readonly cursor: string | undefined },
  ) => Promise<MeasuredJourneysPage | null>
}

const params = z.object({ id: idParam })
const EXPORT_PAGE = 50

/** The numbers of all journeys of a workspace that show some and that whoever asks may see. */
export const numbersRoutes =
  ({ metrics, measured }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const pageOf = async (actor: Actor, id: string, page: { limit: number; cursor: string | undefined }) => {
      const found = await measured(actor, id, page)
      if (!found) throw new DoorError('not-valid', 'cursor')
      return found
    }

    fastify.get(
      '/api/workspaces/:id/numbers',
      {
        schema: {
          tags: ['metrics'],
          summary: 'The journeys of a workspace that show numbers, each with its numbers at one look',
          description: 'Page by page, by name. What did not change since is not computed again.',
          params,
          querystring: numbersQuery,
          response: { 200: numbersBody },
        },
      },
      async (request): Promise<z.input<typeof numbersBody>> => {
        const { id } = request.params
        const actor = requireRight(request, 'see-numbers', { workspaceId: id })
        const { limit, cursor } = request.query
        const page = await pageOf(actor, id, { limit, cursor })
        const journeys: z.input<typeof numbersBody>['journeys'] = []
        // One after the other: the engine answers others meanwhile.
        for (const { id: journeyId, title } of page.journeys) {
          const { along, cases, endToEnd, dropOff, readings } = await metrics.overviewOf(journeyId)
          const lost = dropOff?.readings.dropOff
          journeys.push({
            id: journeyId,
            title,
            along: [...along],
            cases,
            endToEnd,
            dropOff: dropOff && lost ? { name: dropOff.name, reading: lost } : null,
            datasets: [...readings.datasets],
          })
        }
        return { journeys, next: page.next }
      },
    )

    fastify.get(
      '/api/workspaces/:id/numbers/export',
      {
        schema: {
          tags: ['metrics'],
          summary: 'Every number of those journeys as CSV, one row a number',
          params,
          response: { 200: z.string() },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const actor = requireRight(request, 'see-numbers', { workspaceId: id })
        const first = await pageOf(actor, id, { limit: EXPORT_PAGE, cursor: undefined })

        async function* lines(): AsyncGenerator<string> {
          let isHead = true
          for (
            let page = first;
            ;
            page = await pageOf(actor, id, { limit: EXPORT_PAGE, cursor: page.next ?? undefined })
          ) {
            for (const { id: journeyId, title } of page.journeys) {
              const { readings, names } = await metrics.overviewOf(journeyId)
              const [head = [], ...rows] = readingsRows(readings, names)
              yield csvText([...(isHead ? [['journey', ...head]] : []), ...rows.map((row) => [title, ...row])], isHead)
              isHead = false
            }
            if (page.next === null) return
          }
        }
        return (
          reply
            .type('text/csv; charset=utf-8')
            .header('content-disposition', 'attachment; filename="numbers.csv"')
            // A stream goes out as it is; the schema describes the text.
            .send(Readable.from(lines()) as never)
        )
      },
    )
  }
