import type { QueryClient } from '@tanstack/react-query'
import { journeySummaryQuery, sessionQuery } from '#src/api/queries.ts'

export const loadJourneyPage = async () => (await import('./JourneyPage.tsx')).JourneyPage

const JOURNEY_ADDRESS = /^\/journeys\/([a-z0-9]+)$/

/**
 * Whoever comes by a journey's address waits for its page, for who they are and for whether they may see it (what is in it
 * `public/ahead.js` has asked for by then). All of that is asked for at once; whoever shows it finds it there, or asks again for what did not come.
 */
export function startAhead(client: QueryClient): void {
  const journeyId = JOURNEY_ADDRESS.exec(window.location.pathname)?.[1]
  if (journeyId === undefined) return
  loadJourneyPage().catch(() => {})
  void client.prefetchQuery(sessionQuery)
  void client.prefetchQuery(journeySummaryQuery(journeyId))
}
