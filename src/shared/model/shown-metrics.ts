import * as Y from 'yjs'
import { JOURNEY_ROOT } from './records/journey-info.ts'
import { type ShownMetric, shownMetricsField } from './records/shown-metric.ts'

/** An element with the metrics that it shows. */
export interface ElementMetrics {
  /** Of the journey itself `JOURNEY_ROOT`. */
  readonly elementId: string
  readonly title: string
  readonly metrics: readonly ShownMetric[]
  /** Of a persona: the segment whose cases count; `null`: it has none. */
  readonly segmentId?: string | null
}

const ROOTS = ['stages', 'steps', 'cards', 'links', 'personas'] as const

/** Who shows metrics of the library, read without a snapshot: of 20,000 cards a few do. */
export function shownMetricsOf(doc: Y.Doc): readonly ElementMetrics[] {
  const journey = doc.getMap(JOURNEY_ROOT)
  const found = [...metricsIn(JOURNEY_ROOT, journey)]
  for (const root of ROOTS) {
    for (const [id, record] of doc.getMap(root)) {
      if (record instanceof Y.Map && typeof record.get('deletedAt') !== 'number')
        found.push(...metricsIn(id, record, root === 'personas'))
    }
  }
  return found
}

function metricsIn(elementId: string, record: Y.Map<unknown>, isPersona = false): readonly ElementMetrics[] {
  const stored = record.get('shownMetrics')
  if (stored === undefined) return []
  const metrics = shownMetricsField.parse(stored) ?? []
  if (metrics.length === 0) return []
  const title = record.get('title') ?? record.get('name') ?? record.get('label')
  const segmentId = record.get('segmentId')
  return [
    {
      elementId,
      title: title instanceof Y.Text ? title.toString() : '',
      metrics,
      ...(isPersona && { segmentId: typeof segmentId === 'string' ? segmentId : null }),
    },
  ]
}
