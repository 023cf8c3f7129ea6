import { EMOTION_SCALE, type Card, CARD_TITLES } from '#shared/model/records/card.ts'
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

/** What a screen reader says of a card: `Touchpoint: Visits website, stage Decision, step Compare, 1 of 2`. */
export function cardLabel(snapshot: JourneySnapshot, card: Card, extreme?: Extreme): string {
  const parts = [`${CARD_TITLES[card.kind]}: ${card.title === '' ? 'untitled' : card.title}`]
  if (card.kind === 'emotion') parts.push(card.score === undefined ? 'not scored' : scoreName(card.score))
  if (extreme) parts.push(`${extreme} of the curve`)
  if (card.kind === 'emotion' && card.futureScore !== undefined)
    parts.push(`in future ${scoreName(card.futureScore).toLowerCase()}`)
  if (card.place.kind === 'free') return [...parts, 'beside the grid'].join(', ')
  const step = snapshot.steps.get(card.place.stepId)
  const stage = step && snapshot.stages.get(step.place.stageId)
  if (stage) parts.push(`stage ${stage.title || 'untitled'}`)
  if (step) parts.push(`step ${step.title || 'untitled'}`)
  const cards = cardsOfCell(snapshot, card.place.stepId, card.place.laneId)
  if (cards.length > 1) parts.push(`${cards.indexOf(card) + 1} of ${cards.length}`)
  return parts.join(', ')
}
