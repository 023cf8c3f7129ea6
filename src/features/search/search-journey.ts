import { CARD_TITLES, type Card } from '#shared/model/records/card.ts'
import { CHANNELS } from '#shared/model/records/channel.ts'
import { plainRichText } from '#shared/model/rich-text/read-rich-text.ts'
import type { ElementKind } from '#shared/model/selectors/element-kind-of.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { linksBetweenCards } from '#shared/model/selectors/links-between-cards.ts'
import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

/** Something that was found. */
export interface SearchHit {
  readonly id: string
  readonly kind: ElementKind
  /** What it is called. */
  readonly title: string
  /** What kind of thing it is and where it stands. */
  readonly where: string
  /** The piece of another text in which it was found; empty when the title has it. */
  readonly excerpt: string
}

interface Searchable extends Omit<SearchHit, 'excerpt'> {
  readonly texts: readonly string[]
}

/** More hits than this help nobody; the count says how many there are. */
export const HITS_SHOWN_MAX = 200

/** Finds everything in whose texts all words of the query occur, in the order of the journey; titles before other texts. */
export function searchJourney(snapshot: JourneySnapshot, query: string): readonly SearchHit[] {
  const words = comparable(query)
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return []
  const inTitle: SearchHit[] = []
  const inText: SearchHit[] = []
  for (const { texts, ...hit } of searchables(snapshot)) {
    const title = comparable(hit.title)
    if (words.every((word) => title.includes(word))) {
      inTitle.push({ ...hit, excerpt: '' })
      continue
    }
    const all = [hit.title, ...texts].map(comparable)
    if (!words.every((word) => all.some((text) => text.includes(word)))) continue
    const found = texts.find((text) => words.some((word) => comparable(text).includes(word)))
    inText.push({ ...hit, excerpt: excerptOf(found ?? '', words) })
  }
  return [...inTitle, ...inText]
}

/** Without case and accents: `cafe` finds `Café`. */
const comparable = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase()

const EXCERPT_BEFORE = 24
const EXCERPT_LENGTH = 90

function excerptOf(text: string, words: readonly string[]): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim()
  const at = Math.max(0, Math.min(...words.map((word) => comparable(flat).indexOf(word)).filter((index) => index >= 0)))
  const start = Number.isFinite(at) && at > EXCERPT_BEFORE ? at - EXCERPT_BEFORE : 0
  const piece = flat.slice(start, start + EXCERPT_LENGTH)
  return `${start > 0 ? '…' : ''}${piece}${start + EXCERPT_LENGTH < flat.length ? '…' : ''}`
}

function* searchables(snapshot: JourneySnapshot): Generator<Searchable> {
  for (const persona of personasInOrder(snapshot)) {
    const { id, name, tagline, story, goals, challenges } = persona
    yield {
      id,
      kind: 'persona',
      title: name,
      where: 'Persona',
      texts: [tagline, ...[story, goals, challenges].map(plainRichText)],
    }
  }
  for (const { id, title } of stagesInOrder(snapshot)) yield { id, kind: 'stage', title, where: 'Stage', texts: [] }
  for (const { id, title, place } of stepsInOrder(snapshot)) {
    const stage = snapshot.stages.get(place.stageId)?.title
    yield { id, kind: 'step', title, where: stage ? `Step in ${stage}` : 'Step', texts: [] }
  }
  for (const { id, title } of lanesInOrder(snapshot)) yield { id, kind: 'lane', title, where: 'Lane', texts: [] }
  for (const card of cardsInReadingOrder(snapshot)) {
    const channels = card.channels.map((channel) => CHANNELS[channel].title).join(', ')
    yield {
      id: card.id,
      kind: 'card',
      title: card.title,
      where: whereOf(snapshot, card),
      texts: [plainRichText(card.details), channels, ...(card.tags ?? []), card.owner ?? ''],
    }
  }
  for (const link of linksBetweenCards(snapshot)) {
    const [from, to] = [snapshot.cards.get(link.fromCardId)?.title, snapshot.cards.get(link.toCardId)?.title]
    if (link.label !== '')
      yield { id: link.id, kind: 'link', title: link.label, where: `Link from ${from} to ${to}`, texts: [] }
  }
}

function cardsInReadingOrder(snapshot: JourneySnapshot): readonly Card[] {
  const columns = new Map<string, number>(stepsInOrder(snapshot).map((step, index) => [step.id, index]))
  const rows = new Map<string, number>(lanesInOrder(snapshot).map((lane, index) => [lane.id, index]))
  const rank = ({ place }: Card): number =>
    place.kind === 'cell'
      ? (columns.get(place.stepId) ?? columns.size) * 10_000 + (rows.get(place.laneId) ?? 0)
      : Infinity
  return [...snapshot.cards.values()]
    .map((card) => ({ card, at: rank(card) }))
    .sort((a, b) => (a.at === b.at ? (a.card.id < b.card.id ? -1 : 1) : a.at < b.at ? -1 : 1))
    .map(({ card }) => card)
}

function whereOf(snapshot: JourneySnapshot, card: Card): string {
  const kind = CARD_TITLES[card.kind]
  if (card.place.kind === 'free') return `${kind} beside the grid`
  const step = snapshot.steps.get(card.place.stepId)
  const name = step?.title || (step && snapshot.stages.get(step.place.stageId)?.title)
  return name ? `${kind} in ${name}` : kind
}
