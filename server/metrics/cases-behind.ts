import type { Engine } from '#server/duckdb/engine.ts'
import type { CasesBehind } from '#shared/contract/rest/cases-behind.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import type { Measure } from '#shared/metrics/measures.ts'
import type { TimeRange } from '#shared/metrics/time-range.ts'
import type { DatasetPlan, JourneyPlan } from './journey-plan.ts'
import { type NarrowDeps, planOfAsked } from './narrowed-readings.ts'
import type { MetricsDatasets } from './ports.ts'
import { type CaseRow, casesBehindQuery, casesBehindTotalQuery, type WhichCases } from './sql/cases-behind.ts'

/** A number of a journey: of an element or a link. */
export interface AskedList {
  readonly id: string
  readonly measure: Measure
  /** Only of the cases in their segment; `null`: of everybody. */
  readonly personaId: string | null
  /** Only of the cases that start within; `null`: at any time. */
  readonly range: TimeRange | null
  readonly offset: number
  readonly limit: number
}

interface Deps extends Pick<NarrowDeps, 'rooms' | 'datasetsFor' | 'segmentFor'> {
  readonly engine: Engine
  readonly datasets: Pick<MetricsDatasets, 'table'>
}

/**
 * The cases behind a number, found by the very statement that counts it: as many as the number says, or of a share as many as are in
 * its numerator. `not-found`: the journey has no such number. Rejects with `EngineError`.
 */
export async function casesBehind(
  { engine, datasets, ...deps }: Deps,
  journeyId: string,
  { id, measure, personaId, range, offset, limit }: AskedList,
): Promise<Result<CasesBehind, 'not-found'>> {
  const asked = await planOfAsked(deps, journeyId, personaId)
  const found = asked && findNumber(asked.plan, id, measure)
  if (!found || !asked.own.has(found.dataset.datasetId)) return refused('not-found')
  const { dataset, which } = found
  const { segment } = asked
  if (segment && segment.datasetId !== dataset.datasetId) return refused('not-found')
  const table = await datasets.table(dataset.datasetId)
  if (!table) return refused('not-found')
  const population = {
    ...(segment && { within: segment.rule }),
    ...(range && { startedIn: range }),
  }
  const total = casesBehindTotalQuery(table, dataset.question, which, population)
  const page = casesBehindQuery(table, dataset.question, which, { offset, limit }, population)
  const [[counted], rows] = await Promise.all([
    engine.query<{ cases: number; counts: number }>(total.sql, total.parameters),
    engine.query<CaseRow>(page.sql, page.parameters),
  ])
  return done({
    cases: counted?.cases ?? 0,
    counts: counted?.counts ?? 0,
    list: rows.map(({ caseId, events, first, last, counts }) => ({
      caseId,
      events,
      firstEventAt: Math.floor(first / 1000),
      lastEventAt: Math.floor(last / 1000),
      counts,
    })),
  })
}

function findNumber(plan: JourneyPlan, id: string, measure: Measure): Found | undefined {
  for (const dataset of plan) {
    const which = ofElement(dataset, id, measure) ?? ofLink(dataset, id, measure)
    if (which) return { dataset, which }
  }
  return undefined
}

interface Found {
  readonly dataset: DatasetPlan
  readonly which: WhichCases
}

function ofElement({ elements }: DatasetPlan, id: string, measure: Measure): WhichCases | undefined {
  const element = elements.find(({ elementId }) => elementId === id)
  if (!element) return undefined
  if (measure === 'cases') return { kind: 'set', number: element.set }
  if (!element.next) return undefined
  if (measure === 'conversion' || measure === 'timeToNext') return { kind: 'reached', number: element.next.pair }
  return measure === 'dropOff' ? { kind: 'lost', number: element.next.pair } : undefined
}

function ofLink({ links }: DatasetPlan, id: string, measure: Measure): WhichCases | undefined {
  const link = links.find(({ linkId }) => linkId === id)
  if (!link) return undefined
  const { kind, number } = link.measure
  if (measure === 'flow') return { kind, number }
  return measure === 'rate' && kind === 'window' ? { kind, number } : undefined
}
