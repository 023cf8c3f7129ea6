import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Datasets } from '#server/datasets/datasets.ts'
import { EngineError } from '#server/duckdb/engine.ts'
import type { Journeys } from '#server/journeys/journeys.ts'
import type { Metrics } from '#server/metrics/metrics.ts'
import { readingsShown } from '#server/metrics/readings-shown.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { metricAnswerBody } from '#shared/contract/rest/metrics.ts'
import {
  askedTime,
  readingsBody,
  readingsQuery,
  startsBody,
  trendsBody,
  trendsQuery,
} from '#shared/contract/rest/readings.ts'
import { type UsedSegments, usedSegmentsBody } from '#shared/contract/rest/segments.ts'
import { otherCustomersOf } from '#shared/metrics/held-against.ts'
import { metricSchema } from '#shared/metrics/metric.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { DoorError } from '../door-error.ts'
import { createKeptBodies } from '../kept-bodies.ts'
import { requireRightOnDataset, requireSightOfJourney } from '../require-right.ts'

interface Deps {
  readonly metrics: Pick<
    Metrics,
    'ask' | 'readingsOf' | 'narrowedReadingsOf' | 'caseStartsOf' | 'trendsOf' | 'usedSegmentsOf'
  >
  readonly journeys: Pick<Journeys, 'placeOf' | 'shownOf'>
  readonly datasets: Pick<Datasets, 'workspaceOf'>
}

const params = z.object({ id: idParam })

/** The numbers of a journey, and single questions to a dataset. `docs/metrics.md` defines each number. */
export const readingsRoutes =
  ({ metrics, journeys, datasets }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const bodies = createKeptBodies<JourneyReadings>((reply, readings) => String(reply.serialize(present(readings))))
    const isUsed = async (journeyId: string, segmentId: string): Promise<boolean> =>
      (await metrics.usedSegmentsOf(journeyId)).some(({ id }) => id === segmentId)

    fastify.get(
      '/api/journeys/:id/readings',
      {
        schema: {
          tags: ['metrics'],
          summary: 'The numbers of every bound stage, step, touchpoint and link, with how they came about',
          description:
            'With `persona`: of the cases in that persona’s segment, each number beside everybody else’s. With `from` and `to`: of the cases whose first event lies within (`to` itself not); dates are days of the time zone of each dataset. With `last` in their place: of those that start in so many days up to that of the newest event. With `compare=previous` each number beside that of the period before; with `compare=persona:<id>` or `compare=segment:<id>` beside that of those in that segment who are not in the persona’s own, in place of everybody else; without `persona` beside that of those in it, and the difference is that of all others (`rest`) from them.',
          params,
          querystring: readingsQuery,
          response: { 200: readingsBody },
        },
      },
      async (request, reply): Promise<z.input<typeof readingsBody>> => {
        const { id } = request.params
        const { part, workspaceId } = await requireSightOfJourney(request, 'read-readings', id, journeys)
        const { persona, compare } = request.query
        const range = askedTime(request.query)
        const against = otherCustomersOf(compare)
        if (persona === undefined && range === null && against === null) {
          const readings = await metrics.readingsOf(id)
          if (part !== null) return present(readingsShown(readings, await journeys.shownOf(id, part), part))
          // The reply stands for its body, which is written already.
          return bodies.send(request, reply, readings) as never
        }
        // A segment's rule may tell of what a part does not show, and so may which cases come and go with a range.
        if (part !== null) throw onlyEverybodys(persona)
        // What the journey itself uses is told to whoever sees its numbers; any other segment only to those who may see all of them.
        if (against?.kind === 'segment' && !(await isUsed(id, against.id)))
          requireRightOnDataset(request, 'list-segments', workspaceId, 'segment-not-found')
        const isBesideBefore = compare === 'previous'
        const asked = { personaId: persona ?? null, range, isBesideBefore, against }
        const result = await metrics.narrowedReadingsOf(id, asked).catch(refuseWhenBusy)
        if (!result.ok) throw new DoorError('segment-not-found', result.detail ?? 'This persona has no segment.')
        return present(result.value)
      },
    )

    fastify.get(
      '/api/journeys/:id/trends',
      {
        schema: {
          tags: ['metrics'],
          summary:
            'How the numbers of every bound stage, step and touchpoint, the metrics of the library and the measured emotions went, by day, week or month',
          description:
            'Of elements: cases by the period in which they start, and how many of them went on to the next. Of a metric of the library: its value, n and 95 % interval in each period, told apart by `clock`. With `persona`, `from` and `to` as for the readings.',
          params,
          querystring: trendsQuery,
          response: { 200: trendsBody },
        },
      },
      async (request): Promise<z.input<typeof trendsBody>> => {
        const { id } = request.params
        const { part } = await requireSightOfJourney(request, 'read-readings', id, journeys)
        const { persona } = request.query
        if (part !== null) throw onlyEverybodys(persona)
        const asked = { personaId: persona ?? null, range: askedTime(request.query) }
        const result = await metrics.trendsOf(id, asked).catch(refuseWhenBusy)
        if (!result.ok) throw new DoorError('segment-not-found', 'This persona has no segment.')
        const { periods, elements, metrics: shown, feelings } = result.value
        return {
          periods: [...periods],
          elements: [...elements],
          metrics: [...shown],
          ...(feelings && { feelings: [...feelings] }),
        }
      },
    )

    fastify.get(
      '/api/journeys/:id/starts',
      {
        schema: {
          tags: ['metrics'],
          summary: 'How many cases of the journey’s datasets start on each day of its time zone',
          params,
          response: { 200: startsBody },
        },
      },
      async (request): Promise<z.input<typeof startsBody>> => {
        const { id } = request.params
        const { part } = await requireSightOfJourney(request, 'read-readings', id, journeys)
        if (part !== null) throw onlyEverybodys()
        const { days, timeZones, ...last } = await metrics.caseStartsOf(id).catch(refuseWhenBusy)
        return { days: [...days], timeZones: [...timeZones], ...last }
      },
    )

    fastify.get(
      '/api/journeys/:id/segments',
      {
        schema: {
          tags: ['metrics'],
          summary:
            'The segments that the journey itself uses, by name: what its numbers can be held against by all who see them',
          description: 'Those of its personas, and those that a saved view holds numbers against.',
          params,
          response: { 200: usedSegmentsBody },
        },
      },
      async (request): Promise<UsedSegments> => {
        const { id } = request.params
        const { part } = await requireSightOfJourney(request, 'read-readings', id, journeys)
        if (part !== null) throw onlyEverybodys()
        return { segments: [...(await metrics.usedSegmentsOf(id))] }
      },
    )

    fastify.post(
      '/api/datasets/:id/metrics',
      {
        schema: {
          tags: ['metrics'],
          summary:
            'Ask a dataset one question: overview, events, count, funnel, timeBetween, directlyFollows, leakage, segment, score, amount, rateOf, repeat, retention or sessions',
          params,
          body: metricSchema,
          response: { 200: metricAnswerBody },
        },
      },
      async (request) => {
        const { id } = request.params
        requireRightOnDataset(request, 'ask-dataset', await datasets.workspaceOf(id))
        const result = await metrics.ask(id, request.body).catch(refuseWhenBusy)
        if (result.ok) return { answer: result.value }
        throw new DoorError('not-ready', 'Nothing was imported into this dataset yet.')
      },
    )
  }

/** Of a link that shows a part of a journey. */
const onlyEverybodys = (persona?: string): DoorError =>
  persona === undefined
    ? new DoorError('not-allowed', 'This link shows everybody’s numbers of all time only, held against nothing.')
    : new DoorError('segment-not-found', 'This link shows everybody’s numbers only.')

const present = ({
  elements,
  links,
  metrics,
  feelings,
  datasets,
  ...rest
}: JourneyReadings): z.input<typeof readingsBody> => ({
  ...rest,
  elements: [...elements],
  links: [...links],
  ...(metrics && { metrics: [...metrics] }),
  ...(feelings && { feelings: [...feelings] }),
  datasets: [...datasets],
})

/** Too long, too much memory, or restarting: asking again may help. Anything else is a fault of ours. */
export function refuseWhenBusy(error: unknown): never {
  if (error instanceof EngineError && error.code !== 'query-failed') throw new DoorError('engine-busy')
  throw error
}
