import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { median, rounded } from '../bench.ts'
import { BOUND_LINKS, BOUND_STAGES, BOUND_TOUCHPOINTS, measuredJourney } from '../bench-journeys.ts'
import { fixedVerdict, type MetricsBench, type Part, ratioVerdict, timed } from './part.ts'

const KEPT_ROUNDS = 20

/** A journey in which every touchpoint is bound to the event of its name. */
export async function boundJourney({ server, datasetId, eventNames }: MetricsBench): Promise<string> {
  const document = measuredJourney(datasetId, eventNames)
  return (await server.json<{ id: string }>('POST', '/api/journeys', { document })).id
}

/**
 * All numbers of a map at once, cold and kept. The reference needs: volumes and transitions once; the time to the next once for each
 * element that has one; and one pass for all windows that lead to the same event, of which every second link has another.
 */
export const mapPart: Part = async (bench) => {
  const { server, reference, runs, datasetId } = bench
  const lines = await reference.queries(['volume_day', 'dfg', 'time_between', 'leak_asof'], runs)
  const id = await boundJourney(bench)
  const ask = () => server.json<JourneyReadings>('GET', `/api/journeys/${id}/readings`)
  const cold: number[] = []
  let answer = await ask()
  for (let round = 0; round < runs; round += 1) {
    // Events that come in are only added to what is kept; this makes all of it stale.
    for (const timeZone of ['Europe/Berlin', 'UTC'])
      await server.json('PUT', `/api/datasets/${datasetId}/time-zone`, { timeZone })
    const { ms, value } = await timed(ask)
    cold.push(ms)
    answer = value
  }
  const kept: number[] = []
  const before = await readingsAnswered(server.url)
  for (let round = 0; round < KEPT_ROUNDS; round += 1) kept.push((await timed(ask)).ms)
  const after = await readingsAnswered(server.url)
  const serverMs = (1_000 * (after.seconds - before.seconds)) / (after.count - before.count)

  const times = answer.elements.filter(({ timeToNext }) => timeToNext !== undefined).length
  const windows = answer.links.filter(({ rate }) => rate !== undefined).length
  const of = (query: string): number => lines.get(query)?.medMs ?? Number.NaN
  const once = of('volume_day') + of('dfg') + of('leak_asof') + of('time_between')
  const each = of('volume_day') + of('dfg') + of('leak_asof') + of('time_between') * times
  const what = `${BOUND_STAGES} stages, ${BOUND_TOUCHPOINTS} touchpoints, ${BOUND_LINKS} links`
  return [
    ratioVerdict({
      scenario: 'all readings of a map, cold, ms',
      against: 'the queries that it needs',
      limit: 1.3,
      ours: rounded(median(cold)),
      theirs: rounded(each),
      remark: `${what}; volume_day, dfg and leak_asof once for ${windows} windows, time_between for each of ${times}; with all of them once ${rounded(once, 0)} ms`,
    }),
    fixedVerdict({
      scenario: 'the same, nothing changed, ms',
      limit: 5,
      unit: 'ms',
      ours: rounded(serverMs),
      remark: `of the server's own time, as its /metrics tell it, mean of ${after.count - before.count}; there and back over http, read as JSON: ${rounded(median(kept))} ms`,
    }),
  ]
}

/** What the server itself says of the readings that it answered: how many, and how long it took over all of them. */
async function readingsAnswered(url: string): Promise<{ readonly count: number; readonly seconds: number }> {
  const figures = await (await fetch(`${url}/metrics`)).text()
  const of = (what: 'count' | 'sum'): number => {
    const name = `waymark_http_request_duration_seconds_${what}{`
    const line = figures
      .split('\n')
      .find((one) => one.startsWith(name) && one.includes('"/api/journeys/:id/readings"') && one.includes('"2xx"'))
    if (line === undefined) throw new Error(`/metrics says no ${what} of answered readings`)
    return Number(line.slice(line.lastIndexOf(' ')))
  }
  return { count: of('count'), seconds: of('sum') }
}
