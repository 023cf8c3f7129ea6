import { dayOf, type Duty, isOverdue } from '#shared/model/records/duty.ts'
import { type Card, CARD_TITLES } from '#shared/model/records/card.ts'
import { type Lane, LANE_TITLES, type LaneId } from '#shared/model/records/lane.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { TextRoot } from '#shared/model/commands/texts.ts'
import { cardsOfCell } from '#shared/model/selectors/cards-by-cell.ts'
import { liesInFrame } from '#shared/model/selectors/frame-contents.ts'
import { freeCards } from '#shared/model/selectors/free-cards.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { linksBetweenCards } from '#shared/model/selectors/links-between-cards.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { stepsOfStage } from '#shared/model/selectors/steps-of-stage.ts'
import { strandedCards } from '#shared/model/selectors/stranded-cards.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { Sight } from '#src/editor/lens.ts'

/** A row of the outline. `key` is unique in it; several rows may stand for one lane. */
export interface OutlineRow {
  readonly key: string
  readonly kind: 'stage' | 'step' | 'cell' | 'lane' | 'card' | 'link' | 'group'
  /** 1: outermost. */
  readonly level: number
  /** What is selected with the row; `null` for a mere heading. */
  readonly elementId: string | null
  readonly title: string
  /** A second, quieter text: the kind of a card, how many are in it. */
  readonly hint: string
  /** `null`: nothing can be in it. */
  readonly isOpen: boolean | null
  readonly isDimmed: boolean
  readonly parentKey: string | null
  /** From 1, among the rows of the same parent. */
  readonly position: number
  readonly size: number
  readonly card?: Card
  readonly lane?: Lane
  readonly stepId?: StepId
  readonly laneId?: LaneId
}

interface OutlineNode extends Omit<OutlineRow, 'level' | 'isOpen' | 'parentKey' | 'position' | 'size'> {
  readonly children: (() => readonly OutlineNode[]) | null
}

export interface OutlineOptions {
  /** Rows that were opened or closed against what they usually are: cards start closed, all else open. */
  readonly toggled: ReadonlySet<string>
  readonly sight: ((card: Card) => Sight) | null
  /** Lanes without a card in a step are listed, too. */
  readonly showsEmpty: boolean
}

/** The rows that are open, from top to bottom. */
export function outlineRows(snapshot: JourneySnapshot, options: OutlineOptions): readonly OutlineRow[] {
  const rows: OutlineRow[] = []
  const add = (nodes: readonly OutlineNode[], level: number, parentKey: string | null): void => {
    for (const [index, { children, ...node }] of nodes.entries()) {
      const isOpen = children === null ? null : (node.kind === 'card') === options.toggled.has(node.key)
      rows.push({ ...node, level, isOpen, parentKey, position: index + 1, size: nodes.length })
      if (isOpen && children) add(children(), level + 1, node.key)
    }
  }
  add(nodesOf(snapshot, options), 1, null)
  return rows
}

const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? '' : 's'}`

/** The hint of a row, and after it who sees to it and until when. */
const withDuty = (hint: string, { owner, dueOn, status }: Duty): string =>
  [
    hint,
    owner ?? '',
    dueOn === undefined ? '' : `${isOverdue({ dueOn, status }, dayOf()) ? 'overdue since' : 'due'} ${dueOn}`,
  ]
    .filter((words) => words !== '')
    .join(' · ')

function nodesOf(snapshot: JourneySnapshot, options: OutlineOptions): readonly OutlineNode[] {
  const { sight } = options
  const links = linksByCard(snapshot)
  const seen = (cards: readonly Card[]): readonly Card[] =>
    sight ? cards.filter((card) => sight(card) !== 'hidden') : cards
  const cardNode = (card: Card, frame?: Card): OutlineNode => {
    const own = links.get(card.id) ?? []
    return {
      key: card.id,
      kind: 'card',
      elementId: card.id,
      title: card.title,
      hint: withDuty(
        frame ? `${CARD_TITLES[card.kind]} in ${frame.title || 'an untitled frame'}` : CARD_TITLES[card.kind],
        card,
      ),
      isDimmed: sight?.(card) === 'dimmed',
      card,
      ...(card.place.kind === 'cell' ? { stepId: card.place.stepId, laneId: card.place.laneId } : {}),
      children: own.length === 0 ? null : () => own,
    }
  }
  const cellNode = (stepId: StepId, lane: Lane, cards: readonly Card[]): OutlineNode => ({
    key: `${stepId}:${lane.id}`,
    kind: 'cell',
    elementId: null,
    title: lane.title || LANE_TITLES[lane.kind],
    hint: cards.length === 0 ? 'Empty' : count(cards.length, 'card'),
    isDimmed: false,
    lane,
    stepId,
    laneId: lane.id,
    children: cards.length === 0 ? null : () => cards.map((card) => cardNode(card)),
  })
  const lanes = lanesInOrder(snapshot)
  const stages = stagesInOrder(snapshot).map((stage): OutlineNode => {
    const steps = stepsOfStage(snapshot, stage.id)
    return {
      key: stage.id,
      kind: 'stage',
      elementId: stage.id,
      title: stage.title,
      hint: withDuty(count(steps.length, 'step'), stage),
      isDimmed: false,
      children: () =>
        steps.map((step): OutlineNode => ({
          key: step.id,
          kind: 'step',
          elementId: step.id,
          title: step.title,
          hint: withDuty('', step),
          isDimmed: false,
          stepId: step.id,
          children: () =>
            lanes.flatMap((lane) => {
              const cards = seen(cardsOfCell(snapshot, step.id, lane.id))
              return cards.length > 0 || options.showsEmpty ? [cellNode(step.id, lane, cards)] : []
            }),
        })),
    }
  })
  const laneNodes = lanes.map((lane): OutlineNode => ({
    key: lane.id,
    kind: 'lane',
    elementId: lane.id,
    title: lane.title,
    hint: withDuty(LANE_TITLES[lane.kind], lane),
    isDimmed: false,
    lane,
    laneId: lane.id,
    children: null,
  }))
  return [
    ...stages,
    ...group('lanes', 'Lanes', 'lane', laneNodes),
    ...group(
      FREE_ROW_KEY,
      'Beside the grid',
      'card',
      freeInReadingOrder(snapshot)
        .filter(({ card }) => sight?.(card) !== 'hidden')
        .map(({ card, frame }) => cardNode(card, frame)),
    ),
    ...group(
      'stranded',
      'Without a place',
      'card',
      seen(strandedCards(snapshot)).map((card) => cardNode(card)),
    ),
  ]
}

/** The row of all that lies beside the grid. */
export const FREE_ROW_KEY = 'free'

interface FreeCard {
  readonly card: Card
  /** The smallest frame that it lies in. */
  readonly frame: Card | undefined
}

/** What lies beside the grid as one reads it: from top to bottom, what lies in a frame behind the frame. */
function freeInReadingOrder(snapshot: JourneySnapshot): readonly FreeCard[] {
  const cards = freeCards(snapshot).toSorted((a, b) => topOf(a) - topOf(b) || leftOf(a) - leftOf(b))
  const frames = cards.filter(({ kind }) => kind === 'frame').toSorted((a, b) => areaOf(a) - areaOf(b))
  const inFrame = new Map<Card | undefined, Card[]>()
  for (const card of cards) {
    const { place } = card
    const frame = frames.find(
      (one) => place.kind === 'free' && one.place.kind === 'free' && liesInFrame(one.place, place),
    )
    const list = inFrame.get(frame)
    if (list) list.push(card)
    else inFrame.set(frame, [card])
  }
  const below = (frame: Card | undefined): FreeCard[] =>
    (inFrame.get(frame) ?? []).flatMap((card) => [{ card, frame }, ...below(card)])
  return below(undefined)
}

const topOf = ({ place }: Card): number => (place.kind === 'free' ? place.y : 0)
const leftOf = ({ place }: Card): number => (place.kind === 'free' ? place.x : 0)
const areaOf = ({ place }: Card): number => (place.kind === 'free' ? place.width * place.height : 0)

const group = (key: string, title: string, word: string, nodes: readonly OutlineNode[]): readonly OutlineNode[] =>
  nodes.length === 0
    ? []
    : [
        {
          key,
          kind: 'group',
          elementId: null,
          title,
          hint: count(nodes.length, word),
          isDimmed: false,
          children: () => nodes,
        },
      ]

/** The links that leave each card. */
function linksByCard(snapshot: JourneySnapshot): ReadonlyMap<string, readonly OutlineNode[]> {
  const byCard = new Map<string, OutlineNode[]>()
  for (const link of linksBetweenCards(snapshot)) {
    const node: OutlineNode = {
      key: link.id,
      kind: 'link',
      elementId: link.id,
      title: link.label,
      hint: withDuty(`Leads to ${snapshot.cards.get(link.toCardId)?.title || 'an untitled card'}`, link),
      isDimmed: false,
      children: null,
    }
    const known = byCard.get(link.fromCardId)
    if (known) known.push(node)
    else byCard.set(link.fromCardId, [node])
  }
  return byCard
}

/** Which text a row's title is; `null` when it cannot be renamed there. */
export function titleOf(row: OutlineRow): { readonly root: TextRoot; readonly field: string } | null {
  switch (row.kind) {
    case 'stage':
      return { root: 'stages', field: 'title' }
    case 'step':
      return { root: 'steps', field: 'title' }
    case 'lane':
      return { root: 'lanes', field: 'title' }
    case 'card':
      return { root: 'cards', field: 'title' }
    case 'link':
      return { root: 'links', field: 'label' }
    default:
      return null
  }
}

const UNTITLED = { stage: 'Untitled stage', step: 'Untitled step', lane: 'Untitled lane', card: 'Untitled' } as const

/** A row's title, or what stands in its place. */
export const rowWords = (row: OutlineRow): string =>
  row.title !== '' ? row.title : row.kind in UNTITLED ? UNTITLED[row.kind as keyof typeof UNTITLED] : 'No label'
