import type * as Y from 'yjs'
import { assertNever } from '#shared/lib/assert.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { type CardId, type CardKind, type CardPlace, cardPlaceSchema } from '../records/card.ts'
import type { LaneId } from '../records/lane.ts'
import { FREE_CARD_SIZE_PX } from '../records/limits.ts'
import type { StepId } from '../records/step.ts'
import { cardsInCell, isColumn, laneKindOf, laneTakes } from './cells.ts'
import { storedColumns, storedLanes } from './columns.ts'
import type { Command } from './command.ts'
import { freePlace } from './free-box.ts'
import { applyRenumbered, orderAmong } from './order-among.ts'
import { isLocked, liveRecord, type Stored } from './stored.ts'

export interface MoveCardsArgs {
  /** In the order in which they shall stand. */
  readonly cardIds: readonly CardId[]
  readonly to: CardTarget
}

export type CardTarget =
  /** All into one cell, at an index among the cards that stay there (at the end when absent). */
  | { readonly kind: 'cell'; readonly stepId: StepId; readonly laneId: LaneId; readonly index?: number }
  /** Out of the grid: the first card's upper left corner in journey pixels; free cards keep their distance to each other. */
  | { readonly kind: 'free'; readonly x: number; readonly y: number }
  /** Free cards by journey pixels. */
  | { readonly kind: 'offset'; readonly dx: number; readonly dy: number }
  /** Cards of the grid by columns and lanes, each keeping its own cell's distance. */
  | { readonly kind: 'shift'; readonly columns: number; readonly lanes: number }

export type MoveCardsReason =
  | 'unknown-element'
  | 'lane-takes-other-kinds'
  | 'not-free'
  | 'not-in-grid'
  | 'outside-grid'
  | 'not-valid'
  | 'locked'

interface Moving {
  readonly id: CardId
  readonly record: Stored
  readonly kind: CardKind
  readonly place: CardPlace | undefined
}

/** Moves cards between cells, out of the grid, and beside it. All or none. */
export const moveCards: Command<MoveCardsArgs, void, MoveCardsReason> = (doc, { cardIds, to }) => {
  const moving: Moving[] = []
  for (const id of new Set(cardIds)) {
    const record = liveRecord(doc, 'cards', id)
    if (!record) return refused('unknown-element')
    if (isLocked(record)) return refused('locked')
    const place = cardPlaceSchema.safeParse(record.get('place'))
    moving.push({ id, record, kind: record.get('kind') as CardKind, place: place.success ? place.data : undefined })
  }
  if (moving.length === 0) return refused('unknown-element')
  switch (to.kind) {
    case 'cell':
      return moveIntoCell(doc, moving, to.stepId, to.laneId, to.index)
    case 'shift':
      return shift(doc, moving, to.columns, to.lanes)
    case 'free':
      return moveFree(moving, to.x, to.y)
    case 'offset':
      return offset(moving, to.dx, to.dy)
    default:
      return assertNever(to)
  }
}

function moveIntoCell(
  doc: Y.Doc,
  moving: readonly Moving[],
  stepId: StepId,
  laneId: LaneId,
  index: number | undefined,
): Result<void, MoveCardsReason> {
  const laneKind = laneKindOf(doc, laneId)
  if (!laneKind || !isColumn(doc, stepId)) return refused('unknown-element')
  if (moving.some((card) => !laneTakes(laneKind, card.kind))) return refused('lane-takes-other-kinds')
  const staying = cardsInCell(doc, stepId, laneId, new Set(moving.map((card) => card.id)))
  const order = orderAmong(staying, index, moving.length)
  applyRenumbered(doc, 'cards', order)
  for (const [rank, card] of moving.entries()) {
    const span = card.place?.kind === 'cell' ? card.place.span : undefined
    card.record.set('place', {
      kind: 'cell',
      stepId,
      laneId,
      order: order.keys[rank],
      ...(span === undefined ? {} : { span }),
    })
  }
  return done(undefined)
}

function shift(doc: Y.Doc, moving: readonly Moving[], columns: number, lanes: number): Result<void, MoveCardsReason> {
  const steps = storedColumns(doc)
  const rows = storedLanes(doc)
  const cells = new Map<string, { stepId: StepId; laneId: LaneId; cards: Moving[] }>()
  for (const card of moving) {
    if (card.place?.kind !== 'cell') return refused('not-in-grid')
    const column = steps.indexOf(card.place.stepId)
    const row = rows.indexOf(card.place.laneId)
    if (column < 0 || row < 0) return refused('not-in-grid')
    const [stepId, laneId] = [steps[column + columns], rows[row + lanes]]
    if (!stepId || !laneId) return refused('outside-grid')
    const laneKind = laneKindOf(doc, laneId)
    if (!laneKind || !laneTakes(laneKind, card.kind)) return refused('lane-takes-other-kinds')
    const key = `${stepId}:${laneId}`
    const cell = cells.get(key) ?? { stepId, laneId, cards: [] }
    cell.cards.push(card)
    cells.set(key, cell)
  }
  for (const { stepId, laneId, cards } of cells.values()) moveIntoCell(doc, cards, stepId, laneId, undefined)
  return done(undefined)
}

/** Cards that come out of the grid together lie one below the other, this far apart. */
const GAP_PX = 16

function moveFree(moving: readonly Moving[], x: number, y: number): Result<void, MoveCardsReason> {
  const first = moving.find((card) => card.place?.kind === 'free')?.place
  const [width, height] = [FREE_CARD_SIZE_PX.defaultWidth, FREE_CARD_SIZE_PX.defaultHeight]
  let below = 0
  const places = moving.map(({ place }) => {
    if (place?.kind === 'free' && first?.kind === 'free') {
      return freePlace({ ...place, x: x + place.x - first.x, y: y + place.y - first.y })
    }
    const stacked = freePlace({ x, y: y + below, width, height })
    below += height + GAP_PX
    return stacked
  })
  return writePlaces(moving, places)
}

function offset(moving: readonly Moving[], dx: number, dy: number): Result<void, MoveCardsReason> {
  if (moving.some((card) => card.place?.kind !== 'free')) return refused('not-free')
  const places = moving.map(({ place }) =>
    place?.kind === 'free' ? freePlace({ ...place, x: place.x + dx, y: place.y + dy }) : undefined,
  )
  return writePlaces(moving, places)
}

function writePlaces(
  moving: readonly Moving[],
  places: readonly (CardPlace | undefined)[],
): Result<void, MoveCardsReason> {
  if (places.includes(undefined)) return refused('not-valid')
  for (const [rank, card] of moving.entries()) card.record.set('place', places[rank])
  return done(undefined)
}
