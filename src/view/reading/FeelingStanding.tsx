import { disagrees } from '#shared/metrics/feeling-level.ts'
import { standingOfFeeling } from '#shared/metrics/feelings.ts'
import type { Card } from '#shared/model/records/card.ts'
import { useFeelingOf } from '../numbers/shown-numbers.ts'
import { useLens } from '../view-context.ts'

/** That the assumed feeling of a card and the measured one disagree, in words. Nothing where they do not. */
export function FeelingStanding({ card }: { readonly card: Card }) {
  const measured = useFeelingOf(card.id)
  const { showsNumbers } = useLens()
  if (!showsNumbers || !measured || !disagrees(card.score, measured)) return null
  return (
    <p className="mt-2 rounded-md bg-warn-soft px-2.5 py-1.5 text-xs text-pretty text-warn">
      ≠ They disagree: {standingOfFeeling(card.score, measured)}
    </p>
  )
}
