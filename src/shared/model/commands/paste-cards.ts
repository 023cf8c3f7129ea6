import type * as Y from 'yjs'
import { assert } from '#shared/lib/assert.ts'
import { newId } from '#shared/lib/ids.ts'
import { done, refused } from '#shared/lib/result.ts'
import { LANE_KINDS, type LaneId, type LaneKind } from '../records/lane.ts'
import { CARD_KINDS_OF_LANE, type CardId, type CardKind } from '../records/card.ts'
import { LAYER_MAX } from '../records/limits.ts'
import type { StepId } from '../records/step.ts'
import { addLane } from './add-lane.ts'
import { type CardFields, newCardRecord } from './card-fields.ts'
import { cellEnds, isColumn, laneKindOf, laneTakes } from './cells.ts'
import { storedColumns, storedLanes } from './columns.ts'
import type { Command } from './command.ts'
import { type FreeBox, freePlace } from './free-box.ts'
import { topLayer } from './layers.ts'
import { hasRoom, insertRecord, isTextTooLong, liveRecord } from './stored.ts'

/** A card as the clipboard carries it: without id, with its place told so that another journey understands it. */
export interface PastedCard {
  readonly kind: CardKind
  readonly fields: CardFields
  readonly from:
    | {
        readonly kind: 'cell'
        /** Columns right of the leftmost copied card. */
        readonly column: number
        readonly stepId: string
        readonly laneId: string
        readonly laneKind: LaneKind
        readonly laneTitle: string
        /** Over how many columns it reaches; absent: its own only. */
        readonly span?: number | undefined
      }
    | ({ readonly kind: 'free' } & FreeBox)
}

export interface PastedLink {
  /** Indices in the list of cards. */
  readonly from: number
  readonly to: number
  readonly label: string
  readonly windowHours?: number
}

export interface PasteCardsArgs {
  readonly cards: readonly PastedCard[]
  readonly links: readonly PastedLink[]
  /** Where the leftmost card's column goes (its own, else the first column, when absent), and the lane for cards that it takes. */
  readonly at?: { readonly stepId: StepId; readonly laneId?: LaneId | undefined } | undefined
  /** How far free cards land from where they were, in journey pixels. */
  readonly freeOffset?: { readonly dx: number; readonly dy: number }
}

/**
 * Puts copied cards in, with new ids and the links between them. A card of the grid goes into the lane that it came from, else
 * one of the same kind and title, else the first that takes its kind; a journey without such a lane gets one.
 */
export const pasteCards: Command<
  PasteCardsArgs,
  { readonly cardIds: readonly CardId[] },
  'nothing-to-paste' | 'unknown-element' | 'no-step' | 'too-many-cards' | 'too-many' | 'text-too-long' | 'not-valid'
> = (doc, { cards, links, at, freeOffset = { dx: 24, dy: 24 } }) => {
  if (cards.length === 0) return refused('nothing-to-paste')
  if (at && !isColumn(doc, at.stepId)) return refused('unknown-element')
  if (cards.some((card) => isTextTooLong('cards', card.fields))) return refused('text-too-long')
  if (!hasRoom(doc, 'cards', cards.length) || !hasRoom(doc, 'links', links.length)) return refused('too-many-cards')
  if (!hasRoom(doc, 'lanes', LANE_KINDS.length)) return refused('too-many')
  const columns = storedColumns(doc)
  const inGrid = cards.filter((card) => card.from.kind === 'cell')
  if (inGrid.length > 0 && columns.length === 0) return refused('no-step')
  const records = cards.map((card) => newCardRecord(doc, card.kind, card.fields))
  const boxes = cards.map(({ from }) =>
    from.kind === 'free' ? freePlace({ ...from, x: from.x + freeOffset.dx, y: from.y + freeOffset.dy }) : null,
  )
  if (records.includes(undefined) || boxes.includes(undefined)) return refused('not-valid')

  const base = Math.max(0, columns.indexOf(at?.stepId ?? columnOfOrigin(cards)))
  const isOneLane = new Set(inGrid.map(({ from }) => (from.kind === 'cell' ? from.laneId : ''))).size === 1
  const laneWanted = isOneLane ? at?.laneId : undefined
  const endOf = cellEnds(doc)
  const layers = layersInFront(doc, cards)
  const cardIds = cards.map((card, rank) => {
    const id = newId<'card'>()
    if (card.from.kind === 'free') {
      insertRecord(doc, 'cards', id, { ...records[rank], layer: layers.get(rank), place: boxes[rank] })
      return id
    }
    const stepId = columns[Math.min(base + Math.max(0, card.from.column), columns.length - 1)] as StepId
    const laneId = laneFor(doc, card.kind, card.from, laneWanted)
    const { span } = card.from
    const place = {
      kind: 'cell',
      stepId,
      laneId,
      order: endOf(stepId, laneId),
      ...(span === undefined ? {} : { span }),
    }
    insertRecord(doc, 'cards', id, { ...records[rank], place })
    return id
  })
  for (const { from, to, ...link } of links) {
    const [fromCardId, toCardId] = [cardIds[from], cardIds[to]]
    if (fromCardId && toCardId) insertRecord(doc, 'links', newId<'link'>(), { ...link, fromCardId, toCardId })
  }
  return done({ cardIds })
}

/** What is pasted lies in front of all that is there, among itself as it lay before. By the card's rank. */
function layersInFront(doc: Y.Doc, cards: readonly PastedCard[]): ReadonlyMap<number, number> {
  const top = topLayer(doc)
  const layerAt = (rank: number): number => cards[rank]?.fields.layer ?? 0
  const free = [...cards.keys()].filter((rank) => cards[rank]?.from.kind === 'free')
  free.sort((a, b) => layerAt(a) - layerAt(b))
  return new Map(free.map((rank, index) => [rank, Math.min(LAYER_MAX, top + 1 + index)]))
}

/** The step that the leftmost card came from: where it lands when nobody says where, as long as the step exists. */
function columnOfOrigin(cards: readonly PastedCard[]): StepId {
  const leftmost = cards.find(({ from }) => from.kind === 'cell' && from.column === 0)?.from
  return (leftmost?.kind === 'cell' ? leftmost.stepId : '') as StepId
}

function laneFor(
  doc: Y.Doc,
  kind: CardKind,
  from: Extract<PastedCard['from'], { kind: 'cell' }>,
  wanted: LaneId | undefined,
): LaneId {
  const takes = (laneId: string | undefined): boolean => {
    const laneKind = laneId === undefined ? undefined : laneKindOf(doc, laneId)
    return laneKind !== undefined && laneTakes(laneKind, kind)
  }
  if (wanted && takes(wanted)) return wanted
  if (takes(from.laneId)) return from.laneId as LaneId
  const lanes = storedLanes(doc).filter(takes)
  const sameKind = lanes.filter((laneId) => laneKindOf(doc, laneId) === from.laneKind)
  const sameTitle = sameKind.find((laneId) => String(liveRecord(doc, 'lanes', laneId)?.get('title')) === from.laneTitle)
  const found = sameTitle ?? sameKind[0] ?? lanes[0]
  if (found) return found
  const added = addLane(doc, { kind: laneKindFor(kind), ...(from.laneTitle === '' ? {} : { title: from.laneTitle }) })
  assert(added.ok, 'there is room for a lane of every kind')
  return added.value.laneId
}

const laneKindFor = (kind: CardKind): LaneKind =>
  (Object.keys(CARD_KINDS_OF_LANE) as LaneKind[]).find((lane) => laneTakes(lane, kind)) ?? 'note'
