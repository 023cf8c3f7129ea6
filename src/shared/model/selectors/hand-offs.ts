import type { Card, CardId } from '../records/card.ts'
import { CHANNELS, type ChannelKey, type ChannelMode } from '../records/channel.ts'
import type { LinkId } from '../records/link.ts'
import type { StepId } from '../records/step.ts'
import type { JourneySnapshot } from '../snapshot.ts'
import { cardsOfCell } from './cards-by-cell.ts'
import { cardsThat } from './cards-that.ts'
import { lanesInOrder } from './lanes-in-order.ts'
import { personasInOrder } from './personas-in-order.ts'
import { remembered } from './remembered.ts'
import { stepsInOrder } from './steps-in-order.ts'

/** A place where the journey goes on by another medium. */
export interface HandOff {
  readonly from: Card
  readonly to: Card
  readonly fromChannel: ChannelKey
  readonly toChannel: ChannelKey
  /** From self-service to staff (leakage), back to self-service, or among equals. */
  readonly kind: 'leak' | 'return' | 'change'
  /** The link that leads there; `null`: one step follows the other. */
  readonly linkId: LinkId | null
}

/** All that counts here: typing in a touchpoint changes no hand-off. */
const isSameHere = (a: Card, b: Card): boolean =>
  isSamePlace(a.place, b.place) && isSameList(a.channels, b.channels) && isSameList(a.personaIds, b.personaIds)

const isSamePlace = (a: Card['place'], b: Card['place']): boolean =>
  a.kind === 'cell' && b.kind === 'cell' && a.stepId === b.stepId && a.laneId === b.laneId && a.order === b.order

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index])

const namesChannels = ({ kind, channels }: Card): boolean => kind === 'touchpoint' && channels.length > 0
/** The touchpoints that name their channels. */
const withChannels = cardsThat(namesChannels, isSameHere)

/**
 * The hand-offs of a journey: links between touchpoints that share no channel; and, where no link says how it goes on, the last
 * touchpoint of a step and the first of the next one, of the same persona.
 */
export const handOffs = remembered<object, readonly HandOff[]>(
  (snapshot) => [
    withChannels(snapshot),
    snapshot.links,
    stepsInOrder(snapshot),
    lanesInOrder(snapshot),
    personasInOrder(snapshot),
  ],
  (snapshot) => {
    const touchpoints = withChannels(snapshot)
    const byId = new Map(touchpoints.map((card) => [card.id, card]))
    const found = new Map<string, HandOff>()
    const [left, reached] = [new Set<CardId>(), new Set<CardId>()]
    const add = (from: Card, to: Card, linkId: LinkId | null): void => {
      const key = `${from.id} ${to.id}`
      const handOff = found.has(key) ? undefined : handOffBetween(from, to, linkId)
      if (handOff) found.set(key, handOff)
    }
    for (const { id, fromCardId, toCardId } of snapshot.links.values()) {
      const [from, to] = [byId.get(fromCardId), byId.get(toCardId)]
      if (!from || !to || from === to) continue
      left.add(fromCardId)
      reached.add(toCardId)
      add(from, to, id)
    }
    const bySteps = stepsInOrder(snapshot).map(({ id }) => ofStep(snapshot, id))
    const personas = personasInOrder(snapshot).map(({ id }) => id)
    for (const persona of personas.length === 0 ? [null] : personas) {
      const isTheirs = ({ personaIds }: Card): boolean =>
        persona === null || personaIds.length === 0 || personaIds.includes(persona)
      let last: Card | undefined
      for (const cards of bySteps) {
        const first = cards.find(isTheirs)
        if (last && first && !left.has(last.id) && !reached.has(first.id)) add(last, first, null)
        last = cards.findLast(isTheirs)
      }
    }
    return [...found.values()]
  },
)

/** Of one step, from top to bottom. By cell: those are in order already. */
const ofStep = (snapshot: JourneySnapshot, stepId: StepId): readonly Card[] =>
  lanesInOrder(snapshot).flatMap(({ id }) => cardsOfCell(snapshot, stepId, id).filter(namesChannels))

function handOffBetween(from: Card, to: Card, linkId: LinkId | null): HandOff | undefined {
  const [fromChannel, toChannel] = [from.channels.at(-1), to.channels[0]]
  if (!fromChannel || !toChannel || from.channels.some((channel) => to.channels.includes(channel))) return undefined
  const kind = kindOf(CHANNELS[fromChannel].mode, CHANNELS[toChannel].mode)
  return { from, to, fromChannel, toChannel, kind, linkId }
}

function kindOf(from: ChannelMode, to: ChannelMode): HandOff['kind'] {
  if (from === to) return 'change'
  return to === 'assisted' ? 'leak' : 'return'
}

const KIND_WORDS = {
  leak: ', from self-service to staff',
  return: ', back to self-service',
  change: '',
} as const satisfies Record<HandOff['kind'], string>

/** A hand-off in words: `Website → Phone, from self-service to staff`. */
export const handOffWords = ({ fromChannel, toChannel, kind }: HandOff): string =>
  `${CHANNELS[fromChannel].title} → ${CHANNELS[toChannel].title}${KIND_WORDS[kind]}`
