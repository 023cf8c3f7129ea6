import { done, refused } from '#shared/lib/result.ts'
import { isBindableCardKind } from '../records/binding.ts'
import { JOURNEY_ROOT } from '../records/journey-info.ts'
import { type ShownMetric, shownMetricsSchema } from '../records/shown-metric.ts'
import type { Command } from './command.ts'
import { liveRecord } from './stored.ts'

export interface ShowMetricsArgs {
  /** A stage, a step, a touchpoint or a metric, a link, a persona; `JOURNEY_ROOT`: the journey itself. */
  readonly elementId: string
  /** All that it shows, in their order; none: it shows none. */
  readonly metrics: readonly ShownMetric[]
}

const FIELD = 'shownMetrics'
const OTHERS = ['stages', 'steps', 'links', 'personas'] as const

/** Says which metrics of the workspace's library an element shows. */
export const showMetrics: Command<ShowMetricsArgs, void, 'unknown-element' | 'not-bindable' | 'not-valid'> = (
  doc,
  { elementId, metrics },
) => {
  const card = liveRecord(doc, 'cards', elementId)
  if (card && !isBindableCardKind(card.get('kind'))) return refused('not-bindable')
  const record =
    elementId === JOURNEY_ROOT
      ? doc.getMap(JOURNEY_ROOT)
      : (card ?? OTHERS.map((root) => liveRecord(doc, root, elementId)).find((found) => found !== undefined))
  if (!record) return refused('unknown-element')
  const parsed = shownMetricsSchema.safeParse(metrics)
  if (!parsed.success) return refused('not-valid', parsed.error.issues[0]?.path.join('.') ?? '')
  if (parsed.data.length > 0) record.set(FIELD, parsed.data)
  else record.delete(FIELD)
  return done(undefined)
}
