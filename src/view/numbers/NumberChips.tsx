import { clsx } from 'clsx'
import { useStore } from 'zustand'
import { formatReading } from '#shared/metrics/format-reading.ts'
import { doubtAbout, isMeasure, type Measure } from '#shared/metrics/measures.ts'
import { measuredElements } from '#shared/model/selectors/measured-elements.ts'
import { numbersOf, type ShownNumber } from './shown-numbers.ts'
import { useAllReadings, useLens, useSnapshot, useView } from '../view-context.ts'

/** Before the value, so that a number is never alone. */
const SIGNS: Readonly<Record<Measure, string>> = {
  cases: '',
  conversion: '→',
  dropOff: '↓',
  timeToNext: '',
  flow: '→',
  rate: '↪',
}

/** After the value where there is room. */
const WORDS: Readonly<Record<Measure, string>> = {
  cases: 'cases',
  conversion: 'go on',
  dropOff: 'leave',
  timeToNext: 'on the way',
  flow: 'cases',
  rate: 'follow in time',
}

interface NumberChipsProps {
  readonly elementId: string
  readonly measures: readonly Measure[]
  /** On the map: smaller, without words. */
  readonly isTight?: boolean
  /** Not where something else leads to the same numbers by keys, as a card does. */
  readonly isInTabOrder?: boolean
  readonly className?: string
}

/** The numbers of an element, each a button that tells where it comes from; on the map one button for all of them. Nothing for what is not measured. */
export function NumberChips({
  elementId,
  measures,
  isTight = false,
  isInTabOrder = true,
  className,
}: NumberChipsProps) {
  const readings = useAllReadings()
  const { looked } = useView()
  const { showsNumbers } = useLens()
  if (!showsNumbers) return null
  const shown = readings === null ? [] : numbersOf(readings, elementId, measures)
  if (shown.length === 0)
    return isTight ? null : <NumbersToCome elementId={elementId} {...(className !== undefined && { className })} />
  if (isTight) {
    const [first] = shown
    return (
      <button
        type="button"
        tabIndex={isInTabOrder ? undefined : -1}
        data-number-of={elementId}
        title={shown.map(({ title, reading }) => `${title}: ${formatReading(reading)}`).join('\n')}
        onClick={(event) => {
          const pressed = event.target instanceof Element ? event.target.closest('[data-measure]') : null
          looked.setState({
            target: { elementId, measure: pressed?.getAttribute('data-measure') ?? first?.measure ?? null },
          })
        }}
        // One line of a box that wraps: what has no room is not there at all, since half a number is another number.
        className={clsx(
          'tabular flex h-6 min-w-6 flex-wrap items-center gap-x-1 overflow-hidden rounded-md px-1 leading-6 hover:bg-ink/10',
          className,
        )}
      >
        {shown.map((number) => (
          <NumberWords key={number.measure} {...number} isTight />
        ))}
      </button>
    )
  }
  return (
    <span className={clsx('tabular flex min-w-0 flex-wrap items-center gap-1.5', className)}>
      {shown.map((number) => (
        <button
          key={number.measure}
          type="button"
          data-number-of={elementId}
          title={doubtAbout(number.reading) ?? 'Where this number comes from'}
          onClick={() => looked.setState({ target: { elementId, measure: number.measure } })}
          className="relative inline-flex h-7 items-center rounded-md bg-ink/5 px-2 whitespace-nowrap hover:bg-ink/10 pointer-coarse:h-8"
        >
          <NumberWords {...number} />
        </button>
      ))}
    </span>
  )
}

/** Keeps the place of numbers that are still being computed, so that nothing below them jumps when they come. */
function NumbersToCome({ elementId, className = '' }: Pick<NumberChipsProps, 'elementId' | 'className'>) {
  const isAwaited = useAllReadings() === null
  const hasNumbers = measuredElements(useSnapshot()).has(elementId)
  if (!isAwaited || !hasNumbers) return null
  return (
    <span aria-hidden className={clsx('flex', className)}>
      <span className="h-7 w-40 rounded-md bg-ink/5 pointer-coarse:h-8" />
    </span>
  )
}

interface NumberWordsProps extends ShownNumber {
  readonly isTight?: boolean
}

/** A number as it is read: grey when it rests on too little. What it is stands before it for who hears it. */
function NumberWords({ measure, title, reading, isTight = false }: NumberWordsProps) {
  const doubt = doubtAbout(reading)
  const own = isMeasure(measure) ? measure : null
  const { Difference } = useStore(useView().asked)
  return (
    <span
      data-measure={measure}
      data-value={reading.value ?? ''}
      className={clsx(
        'relative inline-flex items-center gap-1 font-medium whitespace-nowrap',
        isTight ? 'text-2xs' : 'text-xs',
        doubt !== null ? 'text-ink-muted italic' : measure === 'dropOff' ? 'text-danger' : 'text-ink',
      )}
    >
      {own === null ? (
        // A metric of the library is called by its name: it has no sign that everybody knows.
        <span className="max-w-28 truncate font-normal text-ink-muted not-italic">
          {title}
          <span className="sr-only">: </span>
        </span>
      ) : (
        <span className="sr-only">{title}: </span>
      )}
      {own !== null && SIGNS[own] !== '' && (
        <span aria-hidden className="opacity-65">
          {SIGNS[own]}
        </span>
      )}
      {formatReading(reading)}
      {!isTight && own !== null && <span className="font-normal text-ink-muted not-italic">{WORDS[own]}</span>}
      {Difference && <Difference reading={reading} />}
      {doubt !== null && <span className="sr-only">. {doubt}</span>}
    </span>
  )
}
