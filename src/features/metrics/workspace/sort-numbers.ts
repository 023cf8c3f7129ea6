import { assertNever } from '#shared/lib/assert.ts'
import type { JourneyNumbersItem } from '#shared/contract/rest/numbers.ts'

export const NUMBERS_SORTS = ['name', 'endToEnd', 'cases', 'dropOff', 'updated'] as const
export type NumbersSort = (typeof NUMBERS_SORTS)[number]

/** Worst or largest first: what one should look at stands above. */
export const SORT_TITLES: Readonly<Record<NumbersSort, string>> = {
  name: 'Name',
  endToEnd: 'Lowest conversion end to end',
  cases: 'Most cases',
  dropOff: 'Biggest drop-off',
  updated: 'Oldest data',
}

/** When the oldest of its data came in, ms since 1970; `null`: it has none. */
export const updatedAtOf = ({ datasets }: Pick<JourneyNumbersItem, 'datasets'>): number | null =>
  datasets.length === 0 ? null : Math.min(...datasets.map(({ updatedAt }) => updatedAt))

/** In the order that was asked for; what cannot be told stands last. */
export function sortedNumbers(
  journeys: readonly JourneyNumbersItem[],
  sort: NumbersSort,
): readonly JourneyNumbersItem[] {
  if (sort === 'name') return journeys
  const keyOf = (journey: JourneyNumbersItem): number => keyFor(journey, sort) ?? Infinity
  return journeys.toSorted((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)]
    return left === right ? 0 : left - right
  })
}

/** Smaller is further above. */
function keyFor(journey: JourneyNumbersItem, sort: Exclude<NumbersSort, 'name'>): number | null {
  switch (sort) {
    case 'endToEnd':
      return journey.endToEnd?.value ?? null
    case 'cases':
      return negative(journey.cases?.value)
    case 'dropOff':
      return negative(journey.dropOff?.reading.value)
    case 'updated':
      return updatedAtOf(journey)
    default:
      return assertNever(sort)
  }
}

const negative = (value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : -value
