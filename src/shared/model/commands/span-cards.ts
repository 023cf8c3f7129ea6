import { done, refused } from '#shared/lib/result.ts'
import { type CardId, cardPlaceSchema } from '../records/card.ts'
import { CARD_SPAN_MAX } from '../records/limits.ts'
import { storedColumns } from './columns.ts'
import type { Command } from './command.ts'
import { isLocked, liveRecord, type Stored } from './stored.ts'

export interface SpanCardsArgs {
  readonly cardIds: readonly CardId[]
  /** Over how many columns each shall reach, or how many more (less) than now; kept between one and what is there to its right. */
  readonly columns: { readonly to: number } | { readonly by: number }
}

/** Changes over how many steps cards of the grid reach. All or none. */
export const spanCards: Command<SpanCardsArgs, void, 'unknown-element' | 'not-in-grid' | 'not-valid' | 'locked'> = (
  doc,
  { cardIds, columns },
) => {
  const wanted = 'to' in columns ? columns.to : columns.by
  if (!Number.isInteger(wanted)) return refused('not-valid')
  const steps = storedColumns(doc)
  const changes: (readonly [record: Stored, place: object])[] = []
  for (const id of new Set(cardIds)) {
    const record = liveRecord(doc, 'cards', id)
    if (!record) return refused('unknown-element')
    if (isLocked(record)) return refused('locked')
    const place = cardPlaceSchema.safeParse(record.get('place'))
    if (!place.success || place.data.kind !== 'cell') return refused('not-in-grid')
    const { span = 1, ...rest } = place.data
    const room = Math.max(1, steps.length - Math.max(0, steps.indexOf(rest.stepId)))
    const reach = Math.min(span, room)
    const next = Math.min(Math.max(1, 'to' in columns ? wanted : reach + wanted), room, CARD_SPAN_MAX)
    if (next !== span) changes.push([record, next === 1 ? rest : { ...rest, span: next }])
  }
  if (cardIds.length === 0) return refused('unknown-element')
  for (const [record, place] of changes) record.set('place', place)
  return done(undefined)
}
