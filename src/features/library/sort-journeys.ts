import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'

export type JourneySort = 'recent' | 'name'

const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

/** Last edited first, or by name as a person would order it (“Map 2” before “Map 10”). */
export const sortJourneys = (journeys: readonly JourneyListItem[], sort: JourneySort): readonly JourneyListItem[] =>
  [...journeys].sort((a, b) =>
    sort === 'recent' ? b.updatedAt - a.updatedAt : byName.compare(a.title, b.title) || b.updatedAt - a.updatedAt,
  )
