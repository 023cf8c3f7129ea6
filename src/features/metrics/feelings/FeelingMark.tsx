import { clsx } from 'clsx'
import { useCallback, useSyncExternalStore } from 'react'
import { disagrees } from '#shared/metrics/feeling-level.ts'
import { doubtAboutFeeling, feelingName, feelingsById, feelingWords } from '#shared/metrics/feelings.ts'
import { FEELING } from '#shared/metrics/measures.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { useSnapshotPart } from '#src/editor/hooks.ts'
import type { AskedNumber } from '../asked-number.ts'
import type { ReadingsStore } from '../use-element-readings.ts'

interface FeelingMarkProps {
  readonly elementId: string
  readonly readings: ReadingsStore
  readonly onAsk: (asked: AskedNumber) => void
}

/** On the row of an emotion, what it was measured at and whether that disagrees with what was assumed. Nothing on any other row. */
export function FeelingMark({ elementId, readings, onAsk }: FeelingMarkProps) {
  const look = useCallback(() => {
    const now = readings.getState()
    return now?.feelings && feelingsById(now).get(elementId)
  }, [readings, elementId])
  const measured = useSyncExternalStore(readings.subscribe, look)
  const assumed = useSnapshotPart((snapshot) => snapshot.cards.get(elementId as CardId)?.score)
  if (!measured || measured.level === null) return null
  const words = feelingWords(assumed, measured)
  const isApart = disagrees(assumed, measured)
  return (
    <button
      type="button"
      tabIndex={-1}
      data-testid="feeling-mark"
      data-apart={isApart || undefined}
      aria-label={`Measured feeling: ${words}`}
      title={words}
      className={clsx(
        'relative inline-flex h-6 shrink-0 items-center gap-1 rounded-md px-1.5 text-2xs whitespace-nowrap',
        isApart ? 'bg-warn-soft font-medium text-warn' : 'bg-ink/5 text-ink-muted',
        doubtAboutFeeling(measured) !== null && 'italic',
      )}
      onClick={(event) => {
        event.stopPropagation()
        onAsk({ id: elementId, measure: FEELING, anchorRect: event.currentTarget.getBoundingClientRect() })
      }}
    >
      {isApart && '≠ '}Measured: {feelingName(measured.level).toLowerCase()}
    </button>
  )
}
