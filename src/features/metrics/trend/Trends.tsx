import { type ReactNode, use } from 'react'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import type { JourneyTrends } from '#shared/metrics/trend.ts'
import { TrendsContext } from './trends-context.ts'
import { useTrends } from './use-trends.ts'

interface TrendsProps {
  readonly readings: JourneyReadings
  /** How often they are asked for anew. */
  readonly everyMs?: number
  readonly children: (trends: JourneyTrends | undefined) => ReactNode
}

/** Draws with the trends beside these readings; without any where nobody can ask for them, or while they are not there. */
export const Trends = (props: TrendsProps): ReactNode =>
  use(TrendsContext) === null ? props.children(undefined) : <AskedTrends {...props} />

const AskedTrends = ({ readings, everyMs, children }: TrendsProps): ReactNode => children(useTrends(readings, everyMs))
