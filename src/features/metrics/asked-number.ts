import type { AnchorRect } from '#src/ui/Popover.tsx'
import { type AskedMeasure, isAskedMeasure } from '#shared/metrics/measures.ts'

/** Which number is asked about, and where it stands on the screen. */
export interface AskedNumber {
  /** An element or a link. */
  readonly id: string
  readonly measure: AskedMeasure
  readonly anchorRect: AnchorRect
}

/** From what the canvas reports; `null` for a metric that this feature does not know. */
export const askedNumber = (id: string, metric: string, anchorRect: AnchorRect): AskedNumber | null =>
  isAskedMeasure(metric) ? { id, measure: metric, anchorRect } : null
