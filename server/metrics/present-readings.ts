import { FEW_CASES, type ElementReadings, type LinkReadings, type Reading } from '#shared/metrics/reading.ts'
import { wilsonInterval } from '#shared/metrics/wilson.ts'
import type { JourneyNumbers } from './journey-numbers.ts'
import type { BoundTo, DatasetPlan, ElementPlan, LinkPlan } from './journey-plan.ts'
import type { EventsTable } from './ports.ts'
import { filterOfTwo, peopleWords, quoted, rulesWords, titleWords } from './rule-words.ts'
import { missingFieldsOf } from './sql/rule-condition.ts'

/** What a dataset answered, or why it could not. */
export type DatasetAnswer =
  | (Pick<EventsTable, 'fields' | 'joinedBy'> & { readonly kind: 'numbers'; readonly numbers: JourneyNumbers })
  | { readonly kind: 'none'; readonly note: string }

/** Numbers with all that a person needs to judge them: definition, filter, n, interval and a note where one is due. */
export function presentReadings(
  plan: DatasetPlan,
  answer: DatasetAnswer,
): { readonly elements: readonly ElementReadings[]; readonly links: readonly LinkReadings[] } {
  return {
    elements: plan.elements.map((element) => elementReadings(plan.datasetId, element, answer)),
    links: plan.links.map((link) => linkReadings(plan.datasetId, link, answer)),
  }
}

type Said = Pick<Reading, 'definition' | 'filter'>

function elementReadings(datasetId: string, element: ElementPlan, answer: DatasetAnswer): ElementReadings {
  const title = titleWords(element)
  const cases = countReading(answer, [element], ({ sets }) => sets[element.set]?.cases ?? 0, {
    definition: `Cases with at least one event of ${title}.`,
    filter: rulesWords(element.rules),
  })
  const of = { kind: 'element', elementId: element.elementId, datasetId, cases } as const
  const { next } = element
  if (!next) return of
  const filter = filterOfTwo(element, next)
  const nextTitle = titleWords(next)
  const share = (definition: string, reached: boolean): Reading =>
    shareReading(
      answer,
      [element, next],
      ({ sets, pairs }) => {
        const n = sets[element.set]?.cases ?? 0
        const k = pairs[next.pair]?.cases ?? 0
        return { k: reached ? k : n - k, n }
      },
      { definition, filter },
    )
  return {
    ...of,
    conversion: share(`Share of the cases with ${title} in which ${nextTitle} comes later.`, true),
    dropOff: share(`Share of the cases with ${title} in which ${nextTitle} does not come later.`, false),
    timeToNext: timeReading(answer, element, next, {
      definition: `Median time from the first event of ${title} to the first later event of ${nextTitle}, over the cases that have both; the others are left out.`,
      filter,
    }),
    nextElementId: next.elementId,
  }
}

function linkReadings(datasetId: string, link: LinkPlan, answer: DatasetAnswer): LinkReadings {
  const { from, to, measure } = link
  const filter = filterOfTwo(from, to)
  const of = { kind: 'link', linkId: link.linkId, datasetId } as const
  if (measure.kind === 'flow') {
    const definition = `How often an event of ${titleWords(from)} is directly followed by one of ${titleWords(to)}, among the events that this journey binds; n counts the cases in which that happens.`
    const flow = withNumbers(answer, [from, to], 'cases', { definition, filter }, ({ flows }) => {
      const { count = 0, cases = 0 } = flows[measure.number] ?? {}
      return { value: count, n: cases, ...noteOfCount(cases) }
    })
    return { ...of, flow }
  }
  const hours = `${measure.hours} ${measure.hours === 1 ? 'hour' : 'hours'}`
  const inWindow = `${titleWords(to)} comes within ${hours} after an event of ${titleWords(from)} (a rolling window, its end included)`
  const casesOf = ({ windows }: JourneyNumbers): number => windows[measure.number]?.cases ?? 0
  return {
    ...of,
    flow: countReading(answer, [from, to], casesOf, { definition: `Cases in which ${inWindow}.`, filter }),
    rate: shareReading(
      answer,
      [from, to],
      (numbers) => ({ k: casesOf(numbers), n: numbers.sets[from.set]?.cases ?? 0 }),
      { definition: `Share of the cases with ${titleWords(from)} in which ${inWindow}.`, filter },
    ),
  }
}

function countReading(
  answer: DatasetAnswer,
  about: readonly BoundTo[],
  casesOf: (numbers: JourneyNumbers) => number,
  said: Said,
): Reading {
  return withNumbers(answer, about, 'cases', said, (numbers) => {
    const cases = casesOf(numbers)
    return { value: cases, n: cases, ...noteOfCount(cases) }
  })
}

function shareReading(
  answer: DatasetAnswer,
  about: readonly BoundTo[],
  countOf: (numbers: JourneyNumbers) => { readonly k: number; readonly n: number },
  said: Said,
): Reading {
  return withNumbers(answer, about, 'share', said, (numbers) => {
    const { k, n } = countOf(numbers)
    const interval = wilsonInterval(k, n)
    if (!interval) return { value: null, n, note: NO_CASES }
    return { value: k / n, n, interval, ...noteOf(n) }
  })
}

function timeReading(answer: DatasetAnswer, from: BoundTo, to: NonNullable<ElementPlan['next']>, said: Said): Reading {
  return withNumbers(answer, [from, to], 'seconds', said, ({ pairs }) => {
    const { cases = 0, median = null, interval = null } = pairs[to.pair] ?? {}
    if (median === null) return { value: null, n: cases, note: 'no case has both' }
    return { value: median, n: cases, ...(interval && { interval }), ...noteOf(cases) }
  })
}

const NO_CASES = 'no cases yet'
const noteOf = (n: number): Pick<Reading, 'note'> => (n < FEW_CASES ? { note: 'few cases' } : {})
const noteOfCount = (cases: number): Pick<Reading, 'note'> => (cases === 0 ? { note: NO_CASES } : noteOf(cases))

function withNumbers(
  answer: DatasetAnswer,
  about: readonly BoundTo[],
  unit: Reading['unit'],
  { definition, filter }: Said,
  read: (numbers: JourneyNumbers) => Pick<Reading, 'value' | 'n' | 'interval' | 'note'>,
): Reading {
  if (answer.kind === 'none') return { value: null, unit, n: 0, definition, filter, note: answer.note }
  const people = peopleWords(answer.joinedBy)
  const said = { definition, filter: people === '' ? filter : `${filter}; ${people}` }
  const reading = { unit, ...said, ...read(answer.numbers) }
  const missing = about.flatMap(({ rules }) => rules.flatMap((rule) => missingFieldsOf(rule, answer.fields)))
  return missing.length === 0
    ? reading
    : { ...reading, note: `the dataset has no field ${[...new Set(missing)].map(quoted).join(', ')}` }
}
