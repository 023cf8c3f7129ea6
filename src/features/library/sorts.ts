import type { JourneySort } from '#shared/contract/rest/journeys.ts'

export type { JourneySort }

export const JOURNEY_SORTS: readonly JourneySort[] = ['changed', 'opened', 'name', 'made']

export const SORT_WORDS: Readonly<Record<JourneySort, string>> = {
  changed: 'Last edited',
  opened: 'Last opened by me',
  name: 'Name',
  made: 'Newest',
}
