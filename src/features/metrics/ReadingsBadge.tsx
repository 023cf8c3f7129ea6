import { clsx } from 'clsx'
import { Fragment, memo, type MouseEvent, type PointerEvent } from 'react'
import type { AnchorRect } from '#src/ui/Popover.tsx'
import { type AskedMeasure, isAskedMeasure, type Measure, readingOf } from '#shared/metrics/measures.ts'
import { targetOf } from '#shared/metrics/target-status.ts'
import type { Target } from '#shared/model/records/target.ts'
import type { TintMeasure } from '#shared/metrics/tint.ts'
import { MetricNumber } from './MetricNumber.tsx'
import { ReadingNumber } from './ReadingNumber.tsx'
import { MetricSpark } from './trend/MetricSpark.tsx'
import { TintLayer } from './tint/TintLayer.tsx'
import { type ReadingsStore, useMetricsOf, useReadingsOf } from './use-element-readings.ts'

export interface ReadingsBadgeProps {
  /** A stage, a step, a touchpoint or a metric. */
  readonly elementId: string
  readonly place: 'stage' | 'step' | 'card' | 'metric'
  readonly readings: ReadingsStore
  /** What its numbers are meant to be. */
  readonly targets?: readonly Target[] | undefined
  readonly onExplain: (elementId: string, measure: AskedMeasure, anchorRect: AnchorRect) => void
  /** The number that the map is tinted by. */
  readonly tint?: TintMeasure | null | undefined
  /** Tab comes here. Where there are many of them, only in the one whose element is selected. */
  readonly isTabStop?: boolean
}

/**
 * From the most to the least important; where there is no room the last ones give way first (the explanation has them all).
 */
const SHOWN: readonly (readonly [Measure, string])[] = [
  ['cases', ''],
  ['conversion', 'max-room-0:hidden'],
  ['dropOff', 'max-room-1:hidden'],
  ['timeToNext', 'max-room-2:hidden'],
]

/**
 * One line of a box that wraps: what has no room is not there at all, since half a number is another number. The gap between the lines
 * keeps the second one out of sight.
 */
const PLACE_CLASS = {
  stage: 'h-6 gap-x-1 pt-0.5',
  step: 'h-6 gap-x-1 pt-0.5',
  card: 'h-5.5 justify-between pt-px',
  metric: 'h-11 gap-x-2 pt-0.5',
} as const

/**
 * What a metric shows large; the rest stands beside it as everywhere. Where somebody chose metrics of the library, the rest makes room for
 * them.
 */
const LARGE: ReadonlySet<Measure> = new Set(['cases', 'conversion'])

// The canvas under it would start to drag or select.
const keepFromCanvas = (event: PointerEvent | MouseEvent) => event.stopPropagation()

/**
 * The numbers of one element on the canvas, as one button: single numbers would be too small to hit on a card. It explains the
 * number that is pressed, or the first when it is pressed by key; the explanation leads on to the others. Nothing where nothing is
 * bound and no metric of the library is shown.
 */
export const ReadingsBadge = memo(function ReadingsBadge({
  elementId,
  place,
  readings,
  targets,
  tint,
  onExplain,
  isTabStop = true,
}: ReadingsBadgeProps) {
  const measured = useReadingsOf(readings, elementId)
  const metrics = useMetricsOf(readings, elementId)
  if (measured === undefined && metrics.length === 0) return null
  const isLarge = place === 'metric' && measured === undefined
  // Heads of stages and steps are laid out anew in every step of a zoom: there the trend is in the explanation only.
  const isOnCard = place === 'card' || place === 'metric'
  const explain = (event: MouseEvent<HTMLButtonElement>): void => {
    event.stopPropagation()
    const pressed = event.target instanceof Element ? event.target.closest('[data-measure], [data-spark-of]') : null
    const number = pressed ?? event.currentTarget.querySelector('[data-measure]')
    const measure = number?.getAttribute('data-measure') ?? number?.getAttribute('data-spark-of')
    if (number && measure && isAskedMeasure(measure)) onExplain(elementId, measure, number.getBoundingClientRect())
  }
  return (
    <div className="w-full min-w-0">
      {tint && measured && <TintLayer measured={measured} readings={readings} measure={tint} />}
      <button
        type="button"
        tabIndex={isTabStop ? 0 : -1}
        aria-haspopup="dialog"
        data-readings-of={elementId}
        onPointerDown={keepFromCanvas}
        onDoubleClick={keepFromCanvas}
        onClick={explain}
        className={clsx(
          'nodrag nopan -mx-1 flex w-[calc(100%+8px)] min-w-0 flex-wrap content-start items-center gap-y-2 overflow-hidden rounded-sm focus-visible:outline-offset-0',
          PLACE_CLASS[place],
        )}
      >
        {place === 'metric' && <span aria-hidden className="-mr-2 h-10 w-0" />}
        {(metrics.length === 0 ? SHOWN : SHOWN.filter(([measure]) => LARGE.has(measure))).map(([measure, hidden]) => {
          const reading = measured && readingOf(measured, measure)
          return (
            reading !== undefined && (
              <Fragment key={measure}>
                {/* The spaces part the words for those who hear them. */}
                <ReadingNumber
                  measure={measure}
                  reading={reading}
                  target={targetOf(targets, measure)}
                  className={place === 'metric' && !LARGE.has(measure) ? 'max-room-4:hidden' : hidden}
                  isLarge={place === 'metric' && LARGE.has(measure)}
                />{' '}
              </Fragment>
            )
          )
        })}
        {metrics.length > 0 && (
          <span className={clsx('flex min-w-0 flex-1 flex-wrap overflow-hidden', isLarge ? 'h-10' : 'h-5')}>
            <span aria-hidden className={isLarge ? 'h-10 w-0' : 'h-5 w-0'} />
            {metrics.map((metric) => (
              <Fragment key={metric.metricId}>
                <MetricNumber metric={metric} isLarge={isLarge} />{' '}
                {isOnCard && (
                  <MetricSpark
                    metric={metric}
                    readings={readings}
                    isLarge={isLarge}
                    isOneOfSeveral={metrics.length > 1}
                  />
                )}
              </Fragment>
            ))}
          </span>
        )}
      </button>
    </div>
  )
})
