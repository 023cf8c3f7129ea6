import { useSyncExternalStore } from 'react'
import { disagrees } from '#shared/metrics/feeling-level.ts'
import { useEditor } from '#src/editor/hooks.ts'
import type { ReadingsStore } from '../use-element-readings.ts'

/** What the two curves are, and in how many cells they disagree; above the map, so that it hides nothing of it. Nothing where nothing is measured. */
export function MeasuredStrip({ readings }: { readonly readings: ReadingsStore }) {
  const editor = useEditor()
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
    <section
      data-testid="measured-legend"
      aria-label="What the curves of feelings mean"
      className="flex min-h-8 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-3 py-1 text-xs text-ink"
    >
      <span className="inline-flex items-center gap-1.5">
        <i aria-hidden className="h-0.75 w-5 bg-(--lane-emotion)" /> Assumed
      </span>
      <span className="inline-flex items-center gap-1.5">
        <i aria-hidden className="h-1.5 w-5 border-y-[1.5px] border-(--lane-emotion)" /> Measured
      </span>
      <span className="inline-flex items-center gap-2">
        <i aria-hidden className="size-2 rotate-45 border-[1.5px] border-ink-faint" /> Under 30 answers
      </span>
      {apart > 0 && (
        <span className="inline-flex items-center gap-1.5">
          <b aria-hidden className="text-warn">
            ≠
          </b>
          {apart === 1 ? 'They disagree once' : `They disagree ${apart} times`}
        </span>
      )}
    </section>
  )
}
