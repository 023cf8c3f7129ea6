import { useSyncExternalStore } from 'react'
import { disagrees } from '#shared/metrics/feeling-level.ts'
import { useCanvas } from '../canvas-context.ts'
import { useOverlay } from '../overlay-context.ts'
import { type CanvasPorts, useCanvasPorts } from '../ports.ts'

/** What the two curves are, and in how many cells they disagree. Nothing where nothing is measured. */
export function MeasuredLegend() {
  const { readings } = useCanvasPorts()
  return useOverlay() && readings && <Legend readings={readings} />
}

function Legend({ readings }: { readonly readings: NonNullable<CanvasPorts['readings']> }) {
  const { editor } = useCanvas()
  const isMeasured = useSyncExternalStore(
    readings.subscribe,
    () => readings.getState()?.feelings?.some(({ level }) => level !== null) ?? false,
  )
  const apart = useSyncExternalStore(
    (listener) => {
      const stops = [editor.subscribe(listener), readings.subscribe(listener)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    () => {
      const feelings = readings.getState()?.feelings
      if (!feelings) return 0
      const { cards } = editor.getSnapshot()
      return feelings.filter((one) => disagrees(cards.get(one.elementId as never)?.score, one)).length
    },
  )
  if (!isMeasured) return null
  return (
    <div className="measured-legend" data-testid="measured-legend" role="group" aria-label="What the curves mean">
      <span>
        <i aria-hidden data-line="assumed" /> Assumed
      </span>
      <span>
        <i aria-hidden data-line="measured" /> Measured
      </span>
      <span>
        <i aria-hidden data-line="weak" /> Under 30 answers
      </span>
      {apart > 0 && (
        <span>
          <b aria-hidden>≠</b> {apart === 1 ? 'They disagree once' : `They disagree ${apart} times`}
        </span>
      )}
    </div>
  )
}
