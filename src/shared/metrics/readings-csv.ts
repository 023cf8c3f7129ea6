import { calendarOf } from '#shared/lib/time-zone.ts'
import { againstWords } from './comparison-words.ts'
import type { FeelingReading, JourneyReadings, Reading } from './reading.ts'
import type { JourneyTrends } from './trend.ts'
import { trendOfElement, trendOfFeeling, trendOfShown } from './trend-of.ts'
import { clockWords, type Trend } from './trend-words.ts'

/** What the readings of a journey are called, by the ids of its elements and links. */
export type NamesById = ReadonlyMap<string, { readonly kind: string; readonly name: string }>

const COLUMNS = [
  'kind',
  'name',
  'metric',
  'value',
  'unit',
  'n',
  'low95',
  'high95',
  'definition',
  'filter',
  'note',
  'leads to',
  'dataset',
  'updated',
] as const

const PERIOD_COLUMNS = ['period begins', 'period'] as const

/** Where numbers are held against others. The difference is given as it is counted, with its 99.7 % interval, whether it is one or not. */
const COMPARED = [
  'held against',
  'value there',
  'n there',
  'low95 there',
  'high95 there',
  'difference',
  'low99.7',
  'high99.7',
] as const

/** Where those are a part of the number's own cases: of all others, whose difference it is. */
const REST = ['value outside', 'n outside', 'low95 outside', 'high95 outside'] as const

/**
 * Readings as a CSV (RFC 4180, UTF-8 with a byte order mark) that any spreadsheet opens, one row a number, with what it is held against where it is: shares as 0..1, times in seconds, money with its currency as unit,
 * instants in ISO 8601 UTC. Readings of what has no name (any more) are left out. With trends, each number's periods follow as rows that say
 * when they begin (a date of the dataset's time zone) and how long they are.
 */
export function readingsCsv(readings: JourneyReadings, names: NamesById, trends: JourneyTrends | null = null): string {
  const rows = readingsRows(readings, names)
  if (trends === null) return csvText(rows, true)
  const [head = [], ...numbers] = rows
  const whole = numbers.map((row) => [...row, '', ''])
  return csvText(
    [[...head, ...PERIOD_COLUMNS], ...whole, ...trendRows(readings, names, trends, head.length - COLUMNS.length)],
    true,
  )
}

/** A row for each period of each number that has a trend. `empty`: so many columns between the names of datasets and periods say nothing of it. */
function trendRows(
  { elements, metrics = [], feelings = [], datasets }: JourneyReadings,
  names: NamesById,
  trends: JourneyTrends,
  empty: number,
): readonly (readonly string[])[] {
  const nameOf = new Map(datasets.map(({ datasetId, name }) => [datasetId, name]))
  const rowsOf = (id: string, metric: string, reading: Reading, datasetId: string | null, trend: Trend | undefined) => {
    const named = names.get(id)
    if (!named || !trend) return []
    const { unit, currency } = reading
    const { dateOf } = calendarOf(trend.timeZone)
    return trend.points.map(({ at, value, n, interval }, index) => {
      const isPart = (index === 0 && trend.isFirstCut) || (index === trend.points.length - 1 && trend.last !== 'whole')
      const numbers = [value, currency ?? unit, n, interval?.[0], interval?.[1]].map((part) => String(part ?? ''))
      const said = [reading.definition, reading.filter, `${clockWords(trend)} (${trend.timeZone})`]
      const period = [
        new Date(dateOf(at)).toISOString().slice(0, DATE_LENGTH),
        `${trend.unit}${isPart ? ' in part' : ''}`,
      ]
      return [
        named.kind,
        named.name,
        metric,
        ...numbers,
        ...said,
        '',
        nameOf.get(datasetId ?? '') ?? '',
        '',
        ...Array<string>(empty).fill(''),
        ...period,
      ]
    })
  }
  const ofElements = elements.flatMap((element) =>
    (['cases', 'conversion', 'dropOff'] as const).flatMap((measure) => {
      const reading = element[measure]
      return reading
        ? rowsOf(
            element.elementId,
            measure,
            reading,
            element.datasetId,
            trendOfElement(trends, element.elementId, measure),
          )
        : []
    }),
  )
  const ofMetrics = metrics.flatMap((metric) =>
    rowsOf(metric.elementId, metric.name, metric.reading, metric.datasetId, trendOfShown(trends, metric).trend),
  )
  const ofFeelings = feelings.flatMap((feeling) => {
    const { elementId, reading, datasetId } = feeling
    return rowsOf(elementId, feelingTitle(feeling), reading, datasetId, trendOfFeeling(trends, feeling).trend)
  })
  return [...ofElements, ...ofMetrics, ...ofFeelings]
}

/** What an emotion is measured by, apart from a metric of that name that its card may show. */
const feelingTitle = ({ name }: FeelingReading): string => `feeling, by ${name}`

const DATE_LENGTH = 'yyyy-mm-dd'.length

/** The same as cells, its head first. */
export function readingsRows(
  { elements, links, metrics = [], feelings = [], datasets }: JourneyReadings,
  names: NamesById,
): readonly (readonly string[])[] {
  const datasetOf = new Map(datasets.map((dataset) => [dataset.datasetId, dataset]))
  const comparisons = [...elements, ...links, ...metrics, ...feelings].flatMap((one) =>
    Object.values(one).flatMap((part: string | number | Reading | null | undefined) =>
      typeof part === 'object' && part?.comparison ? [part.comparison] : [],
    ),
  )
  const compared = [
    ...(comparisons.length > 0 ? COMPARED : []),
    ...(comparisons.some(({ rest }) => rest !== undefined) ? REST : []),
  ]
  const rows: (readonly string[])[] = [[...COLUMNS, ...compared]]
  const add = (
    id: string,
    datasetId: string,
    metrics: Readonly<Record<string, Reading | undefined>>,
    next = '',
  ): void => {
    const named = names.get(id)
    if (!named) return
    const dataset = datasetOf.get(datasetId)
    const updated = dataset ? new Date(dataset.updatedAt).toISOString() : ''
    for (const [metric, reading] of Object.entries(metrics)) {
      if (!reading) continue
      const { value, unit, currency, n, interval, definition, filter, note } = reading
      const numbers = [value, currency ?? unit, n, interval?.[0], interval?.[1]].map((part) => String(part ?? ''))
      rows.push([
        named.kind,
        named.name,
        metric,
        ...numbers,
        definition,
        filter,
        note ?? '',
        next,
        dataset?.name ?? '',
        updated,
        ...comparedCells(reading).slice(0, compared.length),
      ])
    }
  }
  for (const { elementId, datasetId, cases, conversion, dropOff, timeToNext, nextElementId } of elements)
    add(elementId, datasetId, { cases, conversion, dropOff, timeToNext }, names.get(nextElementId ?? '')?.name)
  for (const { linkId, datasetId, flow, rate } of links) add(linkId, datasetId, { flow, rate })
  for (const { elementId, datasetId, name, reading } of metrics) add(elementId, datasetId ?? '', { [name]: reading })
  for (const feeling of feelings)
    add(feeling.elementId, feeling.datasetId ?? '', { [feelingTitle(feeling)]: feeling.reading })
  return rows
}

function comparedCells({ comparison }: Reading): readonly string[] {
  if (!comparison) return [...COMPARED, ...REST].map(() => '')
  const { value, n, interval, rest, difference } = comparison
  const none = ['', '']
  const there = [value, n, ...(interval ?? none), difference?.value, ...(difference?.interval ?? none)]
  const outside = [rest?.value, rest?.n, ...(rest?.interval ?? none)]
  return [againstWords(comparison).label, ...[...there, ...outside].map((part) => String(part ?? ''))]
}

/** Rows as CSV; `isBegin`: of a file, which the byte order mark stands before. */
export const csvText = (rows: readonly (readonly string[])[], isBegin: boolean): string =>
  `${isBegin ? '\uFEFF' : ''}${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`

/** Always quoted; what a spreadsheet would take for a formula is told to be text by an apostrophe. */
function cell(text: string): string {
  const isNumber = text !== '' && Number.isFinite(Number(text))
  const harmless = !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}
