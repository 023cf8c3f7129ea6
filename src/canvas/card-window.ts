import { cardsInRect, cardRect, type FoundCard } from '#shared/layout/find.ts'
import type { CellItem, JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Rect } from '#shared/layout/rect.ts'
import type { Card, CardId } from '#shared/model/records/card.ts'
import type { Node } from '@xyflow/react'
import type { ViewState } from './view.ts'

/** What a card's component gets. Both parts are replaced when what it draws changes, and only then. */
export interface CardNodeData extends Record<string, unknown> {
  readonly card: Card
  /** How its cell placed it; absent for a free card. */
  readonly item: CellItem | undefined
}
export type CardNode = Node<CardNodeData, 'card'>

/** Cards are mounted by whole tiles, so that panning within a tile changes nothing. */
const TILE_PX = 960

/** Below this zoom cards are painted as blocks: small journeys stay readable longer, since few cards cost little. */
const FAR_ZOOM = { many: 0.35, few: 0.18 } as const
const FEW_CARDS = 400
/** The level changes a little later on the way back, so that it does not flicker at the border. */
const HYSTERESIS = 0.1

/** Whether cards are painted as blocks instead of being mounted. */
export function isFarView(view: ViewState, cardCount: number, wasFar: boolean): boolean {
  const border = cardCount > FEW_CARDS ? FAR_ZOOM.many : FAR_ZOOM.few
  return view.zoom < border * (wasFar ? 1 + HYSTERESIS : 1 - HYSTERESIS)
}

/**
 * How much of a card is drawn, by its size on the screen: everything (as an element); its title; its colour; and in the end how full each
 * stage is in each lane.
 */
export const DETAILS = ['full', 'titles', 'colours', 'heat'] as const
export type Detail = (typeof DETAILS)[number]

/** Below these zooms a title cannot be read, and a card cannot be told from its neighbour. */
const TITLES_FROM_ZOOM = 0.25
const COLOURS_FROM_ZOOM = 0.13

/** The detail for a view, given the one before: the borders lie a little apart on the way there and back. */
export function detailFor(view: ViewState, cardCount: number, before: Detail): Detail {
  if (!isFarView(view, cardCount, before !== 'full')) return 'full'
  const isBelow = (border: number, beyond: Detail): boolean => {
    const wasBeyond = DETAILS.indexOf(before) >= DETAILS.indexOf(beyond)
    return view.zoom < border * (wasBeyond ? 1 + HYSTERESIS : 1 - HYSTERESIS)
  }
  if (isBelow(COLOURS_FROM_ZOOM, 'heat')) return 'heat'
  return isBelow(TITLES_FROM_ZOOM, 'colours') ? 'colours' : 'titles'
}

/** Less is drawn with `a` than with `b`. */
export const isCoarser = (a: Detail, b: Detail): boolean => DETAILS.indexOf(a) > DETAILS.indexOf(b)

/** The tiles that the view touches, as one rectangle in journey pixels. */
export function tilesInView({ x, y, zoom, width, height }: ViewState): Rect {
  const first = (offset: number): number => Math.floor((0 - offset) / zoom / TILE_PX)
  const last = (offset: number, size: number): number => Math.floor((size - offset) / zoom / TILE_PX)
  const [left, top] = [first(x), first(y)]
  return {
    x: left * TILE_PX,
    y: top * TILE_PX,
    width: (last(x, width) - left + 1) * TILE_PX,
    height: (last(y, height) - top + 1) * TILE_PX,
  }
}

/**
 * The nodes to mount: the cards of the tiles, and those that must not lose their state (edited, focused, dragged) wherever they are.
 * Nodes of `before` are used again when nothing about them changed, and so is the whole list.
 */
export function cardNodes(
  layout: JourneyLayout,
  area: Rect | undefined,
  pinned: Iterable<string>,
  before: readonly CardNode[],
  /** So many cards that are not in `before` at most, besides the pinned ones. */
  mostNew = Number.POSITIVE_INFINITY,
  /** Whether a card is to be seen at all. */
  isSeen: (card: Card) => boolean = () => true,
): readonly CardNode[] {
  const known = new Map(before.map((node) => [node.id, node]))
  let room = mostNew
  const found = (area ? cardsInRect(layout, area) : []).filter(
    ({ card }) => isSeen(card) && (known.has(card.id) || room-- > 0),
  )
  const ids = new Set<string>(found.map(({ card }) => card.id))
  for (const id of pinned) {
    if (ids.has(id)) continue
    const one = findCard(layout, id as CardId)
    if (one && isSeen(one.card)) {
      ids.add(id)
      found.push(one)
    }
  }
  const nodes = found.map((one) => nodeFor(one, known.get(one.card.id)))
  const isSame = nodes.length === before.length && nodes.every((node, index) => node === before[index])
  return isSame ? before : nodes
}

function findCard(layout: JourneyLayout, id: CardId): FoundCard | undefined {
  const card = layout.snapshot.cards.get(id)
  const rect = cardRect(layout, id)
  if (!card || !rect) return undefined
  if (card.place.kind === 'free') return { card, rect }
  const items = layout.cells.get(card.place.laneId)?.get(card.place.stepId)?.items
  const item = items?.find((one) => one.card === card)
  return item ? { card, rect, item } : undefined
}

function nodeFor({ card, rect, item }: FoundCard, before: CardNode | undefined): CardNode {
  // Of a card that only lies elsewhere nothing is rendered again.
  const data = before?.data.card === card && before.data.item === item ? before.data : { card, item }
  if (before?.data === data && before.position.x === rect.x && before.position.y === rect.y) return before
  return {
    id: card.id,
    type: 'card',
    position: { x: rect.x, y: rect.y },
    width: rect.width,
    height: rect.height,
    // Each transform is a thing of its own to the browser's compositor, looked at in each frame in which the view moves.
    style: { transform: 'none', left: rect.x, top: rect.y },
    // Known bounds: React Flow need not measure the card before it shows it.
    handles: [],
    zIndex: item ? 0 : 1,
    data,
  }
}
