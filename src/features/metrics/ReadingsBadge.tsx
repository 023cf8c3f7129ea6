import { memo } from 'react'
import { cn } from '#src/ui/cn.ts'
import type { AnchorRect } from '#src/ui/Popover.tsx'
import { type Measure, readingOf } from './measures.ts'
import { ReadingNumber } from './ReadingNumber.tsx'
import { type ReadingsStore, useReadingsOf } from './use-element-readings.ts'

export interface ReadingsBadgeProps {
  /** A stage, a step or a touchpoint. */
  readonly elementId: string
  readonly place: 'stage' | 'step' | 'card'
  readonly readings: ReadingsStore
  readonly onExplain: (elementId: string, measure: Measure, anchorRect: AnchorRect) => void
}

/**
 * From the most to the least important; where there is no room the last ones give way first (the explanation has them all): the
 * size, then how many go on, then what is lost and how long it takes.
 */
const SHOWN: readonly (readonly [Measure, string])[] = [
  ['cases', ''],
  ['conversion', '@max-[5.5rem]:hidden'],
  ['dropOff', '@max-[8.5rem]:hidden'],
  ['timeToNext', '@max-[11rem]:hidden'],
]

/** The numbers of one element on the canvas, each of which can be asked where it comes from. Nothing where nothing is bound. */
export const ReadingsBadge = memo(function ReadingsBadge({
  elementId,
  place,
  readings,
  onExplain,
}: ReadingsBadgeProps) {
  const measured = useReadingsOf(readings, elementId)
  if (measured === undefined) return null
  return (
    <div className="@container w-full min-w-0">
      <fieldset
        data-readings-of={elementId}
        aria-label="Numbers"
        className={cn('-mx-1 flex h-5.5 min-w-0 items-center', place === 'card' ? 'justify-between' : 'gap-1')}
      >
        {SHOWN.map(([measure, hidden]) => {
          const reading = readingOf(measured, measure)
          return (
            reading !== undefined && (
              <ReadingNumber
                key={measure}
                measure={measure}
                reading={reading}
                className={hidden}
                onExplain={(asked, anchorRect) => onExplain(elementId, asked, anchorRect)}
              />
            )
          )
        })}
      </fieldset>
    </div>
  )
})
