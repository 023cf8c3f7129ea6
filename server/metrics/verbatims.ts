import type { Engine } from '#server/duckdb/engine.ts'
import type { NamedMetricDraft } from '#shared/contract/rest/named-metrics.ts'
import { assert } from '#shared/lib/assert.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { type AskedMeasure, FEELING, metricMeasure } from '#shared/metrics/measures.ts'
import type { TimeRange } from '#shared/metrics/time-range.ts'
import { answersOfGroup, isSound, type VerbatimGroup, type Verbatims } from '#shared/metrics/verbatims.ts'
import { askedFeeling, datasetsOfFeelings, segmentsOfPersonas } from './library/measured-feelings.ts'
import type { Restriction } from './library/read-named-metric.ts'
import { askedMetrics, isOfAnother, knownFor } from './library/shown-metrics.ts'
import { type NarrowDeps, planOfAsked } from './narrowed-readings.ts'
import { type Narrowing, populationsOf } from './narrowing.ts'
import { quoted } from './rule-words.ts'
import { soundsOf } from './sentiment/read-texts.ts'
import type { AskedTable } from './sql/asked-rows.ts'
import type { SqlQuery } from './sql/parameters.ts'
import {
  type SaidQuestion,
  textFieldsQuery,
  verbatimCountsQuery,
  type VerbatimRow,
  verbatimsQuery,
} from './sql/verbatims.ts'

/** The texts behind a number of a journey. */
export interface AskedVerbatims {
  /** What shows the number. */
  readonly id: string
  readonly measure: AskedMeasure
  readonly personaId: string | null
  readonly range: TimeRange | null
  /** The attribute that is read; absent: the one with the longest texts. */
  readonly field?: string | undefined
  readonly group?: VerbatimGroup | undefined
  readonly search?: string | undefined
  readonly offset: number
  readonly limit: number
}

interface Deps extends NarrowDeps {
  readonly engine: Engine
}

/** So many of the newest texts are read where they are asked for by how they sound. */
export const SOUNDS_MAX = 20_000

/**
 * What customers wrote behind a score or a sentiment: the texts of the very answers that the number rests on, newest first. What is marked as
 * personal is never among them. `not-found`: there is no such number, or it is not about what customers said. Rejects with `EngineError`.
 */
export async function verbatims(
  deps: Deps,
  journeyId: string,
  asked: AskedVerbatims,
): Promise<Result<Verbatims, 'not-found'>> {
  const found = await findQuestion(deps, journeyId, asked)
  if (!found) return refused('not-found')
  const { table, question } = found
  const personal = new Set(table.personal)
  const scale = question.kind === 'score' ? question.scale : null
  const one = await fieldsOf(deps.engine, table, question, personal)
  const field = asked.field ?? one.fields[0]
  if (field === undefined) {
    const { answers } = await countsOf(deps.engine, table, question, '', {})
    return done({ ...NOTHING, scale, answers, note: one.note })
  }
  if (!one.fields.includes(field)) return refused('not-found')
  const page = await pageOf(deps.engine, table, question, { ...asked, field })
  return done({ field, fields: one.fields, scale, ...page })
}

const NOTHING = { field: null, fields: [], texts: 0, total: 0, isCapped: false, list: [] } as const

/** The attributes that can be read, and why there are none where there are none. */
async function fieldsOf(
  engine: Engine,
  table: AskedTable,
  question: SaidQuestion,
  personal: ReadonlySet<string>,
): Promise<{ readonly fields: readonly string[]; readonly note: string }> {
  if (question.kind === 'sentiment') {
    const { field } = question
    if (personal.has(field))
      return {
        fields: [],
        note: `${quoted(field)} is marked as personal: its texts are hashed, and nobody can read them.`,
      }
    return table.fields.includes(field)
      ? { fields: [field], note: '' }
      : { fields: [], note: `The dataset has no field ${quoted(field)}.` }
  }
  const open = table.fields.filter((field) => !personal.has(field) && field !== question.field)
  const rows = open.length === 0 ? [] : await rowsOf<{ field: number }>(engine, textFieldsQuery(table, question, open))
  const hidden = table.fields.filter((field) => personal.has(field)).map(quoted)
  const note =
    hidden.length === 0
      ? 'These answers have no texts beside them.'
      : `These answers have no texts beside them that can be read. ${hidden.join(', ')} ${hidden.length === 1 ? 'is' : 'are'} marked as personal: what stands there is hashed, and nobody can read it.`
  return { fields: rows.flatMap(({ field }) => open[field] ?? []), note }
}

const rowsOf = <Row extends object>(engine: Engine, { sql, parameters }: SqlQuery): Promise<Row[]> =>
  engine.query<Row>(sql, parameters)

async function countsOf(...[engine, ...query]: [Engine, ...Parameters<typeof verbatimCountsQuery>]) {
  const [counts] = await rowsOf<{ answers: number; texts: number; total: number }>(
    engine,
    verbatimCountsQuery(...query),
  )
  assert(counts, 'an aggregate gives a row')
  return counts
}

async function pageOf(
  engine: Engine,
  table: AskedTable,
  question: SaidQuestion,
  { field, group, search, offset, limit }: AskedVerbatims & { readonly field: string },
): Promise<Omit<Verbatims, 'field' | 'fields' | 'scale'>> {
  const wanted = { search, answers: answersOfGroup(group, question.kind === 'score' ? question.scale : null) }
  // How a text sounds is not in the tables: all that may be meant are read, up to a limit.
  const page = isSound(group) ? { offset: 0, limit: SOUNDS_MAX } : { offset, limit }
  const [counts, rows] = await Promise.all([
    countsOf(engine, table, question, field, wanted),
    rowsOf<VerbatimRow>(engine, verbatimsQuery(table, question, field, { ...wanted, ...page })),
  ])
  const sounds = await soundsOf(rows.map(({ text }) => text))
  const list = rows.map((row, index) => ({ ...row, sound: sounds[index] ?? null }))
  if (!isSound(group)) return { ...counts, isCapped: false, list }
  const meant = list.filter(({ sound }) => sound === group)
  return {
    ...counts,
    total: meant.length,
    isCapped: counts.total > SOUNDS_MAX,
    list: meant.slice(offset, offset + limit),
  }
}

/** The question behind a number of a journey, over the cases that the number is of. */
async function findQuestion(
  deps: Deps,
  journeyId: string,
  { id, measure, personaId, range }: AskedVerbatims,
): Promise<{ readonly table: AskedTable; readonly question: SaidQuestion } | undefined> {
  const asked = await planOfAsked(deps, journeyId, personaId)
  if (!asked) return undefined
  const { plan, shown, feelings, segment } = asked
  const [known, segments] = await Promise.all([
    knownFor(deps.namedFor, journeyId, [...shown, ...feelings]),
    segmentsOfPersonas(deps.segmentFor, journeyId, feelings, shown),
  ])
  const narrowing = segment || range ? { ...(segment && { segment }), ...(range && { range }) } : undefined
  if (measure === FEELING) {
    const feeling = feelings.find(({ cardId }) => cardId === id)
    const measured = datasetsOfFeelings(feeling ? [feeling] : [], known)
    const own = measured.length === 0 ? new Set<string>() : await deps.datasetsFor(journeyId, measured)
    const of = feeling && askedFeeling(feeling, { known, own, segments, narrowing })
    return of && questionOf(deps, { ...of, only: [] })
  }
  const one = askedMetrics({ known, shown, plan, segments, narrowing }).find(
    ({ elementId, metric }) => elementId === id && metricMeasure(metric.id) === measure,
  )
  return one && !one.isPersonaGone ? questionOf(deps, one) : undefined
}

async function questionOf(
  { datasets }: Pick<Deps, 'datasets'>,
  {
    metric: { definition, datasetId },
    only,
    narrowing,
  }: {
    readonly metric: NamedMetricDraft
    readonly only: readonly Restriction[]
    readonly narrowing: Narrowing | undefined
  },
) {
  if (definition.kind !== 'question' || datasetId === null) return undefined
  const { question } = definition
  if (question.kind !== 'score' && question.kind !== 'sentiment') return undefined
  if (isOfAnother(narrowing?.segment, [datasetId])) return undefined
  const table = await datasets.table(datasetId)
  if (!table) return undefined
  const populations = only.filter((one) => one.datasetId === datasetId).map(({ population }) => population)
  return {
    table: { ...table, only: narrowing ? [...populations, populationsOf(narrowing, [datasetId]).own] : populations },
    question,
  }
}
