import { done, refused } from '#shared/lib/result.ts'
import type { CardId } from '../records/card.ts'
import { type AnswersSource, feelingSourceSchema } from '../records/feeling-source.ts'
import { NAME_MAX_LENGTH } from '../records/limits.ts'
import { comparableName } from './bind-matching-names.ts'
import type { Command } from './command.ts'
import { liveRecord, liveRecords } from './stored.ts'

export interface MeasureMatchingFeelingsArgs {
  /** Which survey it is, and where and on which scale its answers are. */
  readonly survey: Omit<AnswersSource, 'kind' | 'rule'>
  readonly eventNames: readonly string[]
}

/**
 * Measures every emotion that is not measured, and whose step is called like an event of the survey, by the answers to that event; whatever
 * the case, spaces and punctuation. What a person has chosen stays. Refuses when nothing matches.
 */
export const measureMatchingFeelings: Command<
  MeasureMatchingFeelingsArgs,
  { readonly cardIds: readonly CardId[] },
  'no-match' | 'not-valid'
> = (doc, { survey, eventNames }) => {
  const eventsByName = new Map<string, string[]>()
  for (const event of new Set(eventNames)) {
    const name = comparableName(event)
    if (name !== '' && event.length <= NAME_MAX_LENGTH)
      eventsByName.set(name, [...(eventsByName.get(name) ?? []), event])
  }
  const cardIds: CardId[] = []
  for (const [id, card] of liveRecords(doc, 'cards')) {
    if (card.get('kind') !== 'emotion' || card.get('feelingSource') !== undefined) continue
    const events = eventsByName.get(comparableName(stepTitleOf(doc, card.get('place'))))
    if (!events) continue
    const rule = { events, channels: [], where: [] }
    const parsed = feelingSourceSchema.safeParse({ of: { ...survey, kind: 'answers', rule }, source: 'matched-name' })
    if (!parsed.success) return refused('not-valid', parsed.error.issues[0]?.path.join('.') ?? '')
    card.set('feelingSource', parsed.data)
    cardIds.push(id as CardId)
  }
  return cardIds.length > 0 ? done({ cardIds }) : refused('no-match')
}

function stepTitleOf(doc: Parameters<typeof liveRecord>[0], place: unknown): string {
  const isInCell = typeof place === 'object' && place !== null && 'stepId' in place && typeof place.stepId === 'string'
  return isInCell ? String(liveRecord(doc, 'steps', place.stepId as string)?.get('title') ?? '') : ''
}
