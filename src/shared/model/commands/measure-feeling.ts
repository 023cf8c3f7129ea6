import { done, refused } from '#shared/lib/result.ts'
import type { CardId } from '../records/card.ts'
import { type FeelingSource, feelingSourceSchema } from '../records/feeling-source.ts'
import type { Command } from './command.ts'
import { liveRecord } from './stored.ts'

export interface MeasureFeelingArgs {
  readonly cardId: CardId
  /** `null`: it is not measured any more. */
  readonly source: FeelingSource | null
}

const FIELD = 'feelingSource'

/** Says what the feeling of an emotion is measured by, in place of what was said before. */
export const measureFeeling: Command<
  MeasureFeelingArgs,
  void,
  'unknown-element' | 'no-emotion' | 'not-valid' | 'not-measured'
> = (doc, { cardId, source }) => {
  const card = liveRecord(doc, 'cards', cardId)
  if (!card) return refused('unknown-element')
  if (card.get('kind') !== 'emotion') return refused('no-emotion')
  if (source === null) {
    if (card.get(FIELD) === undefined) return refused('not-measured')
    card.delete(FIELD)
    return done(undefined)
  }
  const parsed = feelingSourceSchema.safeParse(source)
  if (!parsed.success) return refused('not-valid', parsed.error.issues[0]?.path.join('.') ?? '')
  card.set(FIELD, parsed.data)
  return done(undefined)
}
