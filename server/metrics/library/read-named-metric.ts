import type { NamedMetricDraft, NamedMetricItem } from '#shared/contract/rest/named-metrics.ts'
import { type MetricDefinition, partsOf } from '#shared/metrics/named-metric.ts'
import { FEW_CASES, type Reading } from '#shared/metrics/reading.ts'
import type { NumberAnswers } from '../answers.ts'
import type { MetricsDatasets } from '../ports.ts'
import { peopleWords, quoted } from '../rule-words.ts'
import type { Population, Sides } from '../sql/population.ts'
import { type AnswerNumber, answerNumber } from './answer-number.ts'
import { missingFields, questionFilter, questionWords } from './question-words.ts'

/** Only some cases of a dataset count. */
export interface Restriction {
  readonly datasetId: string
  readonly population: Population
  /** Which cases these are: `only cases with “Call”`. */
  readonly words: string
}

export interface ReadingNeeds {
  readonly answers: NumberAnswers
  readonly datasets: Pick<MetricsDatasets, 'table'>
  /** All metrics of the workspace: what others are made of. */
  readonly known: ReadonlyMap<string, NamedMetricItem>
  /** All of these have to hold where they are of the metric's dataset. */
  readonly only?: readonly Restriction[]
  /** Of which of two sides the number is, where both will be asked for; absent: of all. */
  readonly side?: AskedSide
}

export interface AskedSide {
  readonly of: keyof Sides
  readonly sides: Required<Sides>
}

/** The number of a metric with all that a person needs to judge it. Rejects with `EngineError`. */
export const readNamedMetric = (needs: ReadingNeeds, metric: NamedMetricDraft): Promise<Reading> =>
  read(needs, metric, [])

const NONE = { value: null, n: 0 } as const

/** `path`: the metrics that are being read to read this one. */
async function read(needs: ReadingNeeds, metric: NamedMetricDraft, path: readonly string[]): Promise<Reading> {
  const { definition } = metric
  if (definition.kind === 'question') return ofQuestion(needs, metric, definition)
  const parts = await Promise.all(
    partsOf(definition).map(async (id) => {
      const part = needs.known.get(id)
      // Two that were changed at the same time may name each other.
      if (!part || path.includes(id)) return undefined
      return { part, reading: await read(needs, part, [...path, id]) }
    }),
  )
  return combined(metric, definition, parts)
}

/** A metric that is made of others, from what these say; `undefined`: a part is gone. */
export const combined = (
  metric: NamedMetricDraft,
  definition: Exclude<MetricDefinition, Question>,
  parts: readonly Part[],
): Reading => (definition.kind === 'ratio' ? ratioOf(metric, parts) : indexOf(metric, definition, parts))

type Question = Extract<MetricDefinition, { readonly kind: 'question' }>

async function ofQuestion(
  needs: ReadingNeeds,
  metric: NamedMetricDraft,
  { question, show }: Question,
): Promise<Reading> {
  const { datasets, only = [] } = needs
  const datasetId = metric.datasetId ?? ''
  const own = only.filter((one) => one.datasetId === datasetId)
  const [table, number] = await Promise.all([
    datasets.table(datasetId),
    numberOf(
      needs,
      datasetId,
      { question, show },
      own.map(({ population }) => population),
    ),
  ])
  const filters = [questionFilter(question), ...own.map(({ words }) => words), peopleWords(table?.joinedBy)]
  const filter = filters.filter((words) => words !== '').join('; ')
  const said = { definition: questionWords(question, show), filter, ...decimalsOf(metric) }
  if (!table || number === undefined)
    return { ...NONE, unit: 'number', ...said, note: 'the dataset has no events yet, or is gone' }
  const missing = missingFields(question, table.fields)
  const reading = { ...said, ...number, ...(question.kind === 'amount' && unitOf(metric)) }
  if (missing.length > 0) return { ...reading, note: `the dataset has no field ${missing.map(quoted).join(', ')}` }
  return { ...reading, ...noteOf(number) }
}

async function numberOf(
  { answers, side }: ReadingNeeds,
  datasetId: string,
  { question, show }: Pick<Question, 'question' | 'show'>,
  only: readonly Population[],
): Promise<AnswerNumber | undefined> {
  // Asked for by both sides, computed once.
  if (side) return (await answers.numbersOfSides(datasetId, { question, show }, side.sides, only))?.[side.of]
  const answer = await answers.ask(datasetId, question, only)
  return answer && answerNumber(question, show, answer)
}

function noteOf(number: Pick<Reading, 'value' | 'n' | 'nOf' | 'isExact' | 'note'>): Pick<Reading, 'note'> {
  const { value, n, nOf = 'cases', isExact, note } = number
  if (value === null) return { note: note ?? `no ${nOf} yet` }
  return n < FEW_CASES && isExact !== true ? { note: `few ${nOf}` } : {}
}

export type Part = { readonly part: NamedMetricItem; readonly reading: Reading } | undefined

function ratioOf(metric: NamedMetricDraft, [above, below]: readonly Part[]): Reading {
  const definition = `${nameOf(above)} divided by ${nameOf(below)}. It has no interval of its own: how far the two vary together is not known.`
  const said = { definition, filter: filtersOf([above, below]), ...unitOf(metric), ...decimalsOf(metric) }
  const told = toldParts([above, below])
  if (told.note !== undefined) return { ...NONE, ...said, note: told.note }
  const [a = 0, b = 0] = told.values
  if (b === 0) return { ...NONE, ...said, note: `${nameOf(below)} is 0` }
  return { ...said, value: a / b, ...told.restsOn, ...noteOf({ value: a / b, ...told.restsOn }) }
}

const FULL = 100

function indexOf(
  metric: NamedMetricDraft,
  { parts: asked }: Extract<MetricDefinition, { readonly kind: 'index' }>,
  parts: readonly Part[],
): Reading {
  const words = asked.map(
    ({ weight, from, to }, at) => `${nameOf(parts[at])} from ${from} to ${to} with weight ${weight}`,
  )
  const definition = `Weighted mean of ${words.join(', ')}; each counts 0 at the first and 100 at the second of its ends, and not less or more beyond them. It has no interval of its own: how far the parts vary together is not known.`
  const said = { definition, filter: filtersOf(parts), unit: 'points', ...decimalsOf(metric) } as const
  const told = toldParts(parts)
  if (told.note !== undefined) return { ...NONE, ...said, note: told.note }
  const weights = asked.reduce((sum, { weight }) => sum + weight, 0)
  const sum = asked.reduce((sum, { weight, from, to }, at) => {
    const place = ((told.values[at] ?? 0) - from) / (to - from)
    return sum + weight * FULL * Math.min(1, Math.max(0, place))
  }, 0)
  const value = sum / weights
  return { ...said, value, ...told.restsOn, ...noteOf({ value, ...told.restsOn }) }
}

/** The values of the parts and the weakest of their n, or why they cannot be told. */
function toldParts(parts: readonly Part[]) {
  const values: number[] = []
  let restsOn: Pick<Reading, 'n' | 'nOf'> = { n: Infinity }
  for (const one of parts) {
    if (!one) return { values, restsOn, note: 'a metric that it is made of is gone' }
    const { value, n, nOf } = one.reading
    if (value === null) return { values, restsOn, note: `${nameOf(one)}: ${one.reading.note ?? 'cannot be told'}` }
    values.push(value)
    if (n < restsOn.n) restsOn = { n, ...(nOf && { nOf }) }
  }
  return { values, restsOn, note: undefined }
}

const nameOf = (part: Part): string => (part ? quoted(part.part.name) : 'a metric that is gone')
const filtersOf = (parts: readonly Part[]): string =>
  parts.map((one) => `${nameOf(one)}: ${one?.reading.filter ?? 'unknown'}`).join('; ')

const unitOf = ({ unit, currency }: NamedMetricDraft): Pick<Reading, 'unit' | 'currency'> =>
  unit === 'money' && currency !== null ? { unit, currency } : { unit }
const decimalsOf = ({ decimals }: NamedMetricDraft): Pick<Reading, 'decimals'> =>
  decimals === null ? {} : { decimals }

/** The datasets that a metric rests on. */
export function datasetsOf(metric: NamedMetricDraft, known: ReadonlyMap<string, NamedMetricItem>): readonly string[] {
  const found = new Set<string>()
  const seen = new Set<string>()
  const visit = ({ datasetId, definition }: NamedMetricDraft): void => {
    if (datasetId !== null) found.add(datasetId)
    for (const id of partsOf(definition)) {
      const part = known.get(id)
      if (!part || seen.has(id)) continue
      seen.add(id)
      visit(part)
    }
  }
  visit(metric)
  return [...found]
}

/** Whether the metric with this id would, with such a definition, be made of itself. */
export function wouldGoRound(
  id: string,
  definition: MetricDefinition,
  known: ReadonlyMap<string, Pick<NamedMetricItem, 'definition'>>,
): boolean {
  const seen = new Set<string>()
  const leadsBack = (one: MetricDefinition): boolean =>
    partsOf(one).some((partId) => {
      if (partId === id) return true
      const part = known.get(partId)
      if (!part || seen.has(partId)) return false
      seen.add(partId)
      return leadsBack(part.definition)
    })
  return leadsBack(definition)
}
