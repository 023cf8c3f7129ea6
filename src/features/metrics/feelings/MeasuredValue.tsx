import { use, useCallback, useSyncExternalStore } from 'react'
import { disagrees } from '#shared/metrics/feeling-level.ts'
import {
  doubtAboutFeeling,
  feelingsById,
  levelIntervalWords,
  levelWords,
  standingOfFeeling,
} from '#shared/metrics/feelings.ts'
import { formatReading } from '#shared/metrics/format-reading.ts'
import { restsOnWords } from '#shared/metrics/named-metric-words.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { useSnapshotPart } from '#src/editor/hooks.ts'
import { cn } from '#src/ui/cn.ts'
import { ReadingsContext } from '../readings-context.ts'

/** What a feeling was measured at, as it is pushed, and whether it and the assumed one disagree. */
export function MeasuredValue({ cardId }: { readonly cardId: CardId }) {
  const store = use(ReadingsContext)
  const look = useCallback(() => {
    const readings = store?.getState()
    return readings ? feelingsById(readings).get(cardId) : undefined
  }, [store, cardId])
  const measured = useSyncExternalStore(store?.subscribe ?? never, look)
  const assumed = useSnapshotPart((snapshot) => snapshot.cards.get(cardId)?.score)
  if (!measured) return null
  const { level, levelInterval, reading } = measured
  const doubt = doubtAboutFeeling(measured)
  return (
    <div className="tabular flex min-w-0 flex-col gap-1 text-xs text-ink-muted">
      <p className={cn('text-sm font-semibold', doubt === null ? 'text-ink' : 'text-ink-faint italic')}>
        {level === null ? formatReading(reading) : `${levelWords(level)} · ${measured.name} ${formatReading(reading)}`}
      </p>
      {reading.value !== null && <p>{restsOnWords(reading)}</p>}
      {level !== null && levelInterval && <p>On the scale of feelings: {levelIntervalWords(levelInterval)}</p>}
      {doubt !== null && <p>{doubt}</p>}
      {disagrees(assumed, measured) && (
        <p className="rounded-md bg-warn-soft px-2.5 py-1.5 text-pretty text-warn">
          They disagree. {standingOfFeeling(assumed, measured)}
        </p>
      )}
    </div>
  )
}

const never = (): (() => void) => () => {}
