import { dayOf, isOverdue } from '#shared/model/records/duty.ts'
import { EMOTION_SCALE, type Card, type CardMark, CARD_TITLES } from '#shared/model/records/card.ts'
import { CHANNELS } from '#shared/model/records/channel.ts'
import { cardsOfCell } from '#shared/model/selectors/cards-by-cell.ts'
import type { Extreme } from '#shared/layout/emotion-extremes.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

/** The name of a score on the emotion scale: `Good`, or `Neutral to good` between two. */
export function scoreName(score: number): string {
  const at = score - EMOTION_SCALE.min
  const low = EMOTION_SCALE.names[Math.floor(at)] ?? ''
  const high = EMOTION_SCALE.names[Math.ceil(at)] ?? ''
  return low === high ? low : `${low} to ${high.toLowerCase()}`
}

const MARK_WORDS: Readonly<Record<CardMark, string>> = {
  'moment-of-truth': 'moment of truth',
  conversion: 'conversion point',
}

/**
 * What a screen reader says of a card: kind and title, what it carries, where it stands, and what is special about it. Its numbers
 * are a button of their own in it.
 * `Touchpoint: Visits website, by Website, stage Decision, step Compare, 1 of 2, moment of truth`.
 */
export function cardLabel(snapshot: JourneySnapshot, card: Card, extreme?: Extreme): string {
  return [
    `${CARD_TITLES[card.kind]}: ${card.title === '' ? 'untitled' : card.title}`,
    ...values(card, extreme),
    ...places(snapshot, card),
    ...specials(card),
  ].join(', ')
}

function values(card: Card, extreme: Extreme | undefined): string[] {
  const parts: string[] = []
  if (card.kind === 'emotion') parts.push(card.score === undefined ? 'not scored' : scoreName(card.score))
  if (extreme) parts.push(`${extreme} of the curve`)
  if (card.kind === 'emotion' && card.futureScore !== undefined)
    parts.push(`in future ${scoreName(card.futureScore).toLowerCase()}`)
  if (card.channels.length > 0) parts.push(`by ${card.channels.map((key) => CHANNELS[key].title).join(' and ')}`)
  if (card.severity !== undefined) parts.push(`severity ${card.severity} of 5`)
  if (card.impact !== undefined) parts.push(`impact ${card.impact} of 5`)
  if (card.effort !== undefined) parts.push(`effort ${card.effort} of 5`)
  return parts
}

function places(snapshot: JourneySnapshot, card: Card): string[] {
  if (card.place.kind === 'free') return ['beside the grid']
  const parts: string[] = []
  const step = snapshot.steps.get(card.place.stepId)
  const stage = step && snapshot.stages.get(step.place.stageId)
  if (stage) parts.push(`stage ${stage.title || 'untitled'}`)
  if (step) parts.push(`step ${step.title || 'untitled'}`)
  const cards = cardsOfCell(snapshot, card.place.stepId, card.place.laneId)
  if (cards.length > 1) parts.push(`${cards.indexOf(card) + 1} of ${cards.length}`)
  return parts
}

function specials(card: Card): string[] {
  const parts: string[] = (card.marks ?? []).map((mark) => MARK_WORDS[mark])
  if (card.evidence === 'researched') parts.push('researched')
  if (card.evidence === 'data-proved') parts.push('proved by data')
  if (card.isLocked) parts.push('locked')
  if (card.owner) parts.push(`owner ${card.owner}`)
  if (card.dueOn) parts.push(isOverdue(card, dayOf()) ? `overdue since ${card.dueOn}` : `due ${card.dueOn}`)
  return parts
}
