import { freeCards } from '#shared/model/selectors/free-cards.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import type { Card } from '#shared/model/records/card.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { CellPages } from './cell-pages.ts'
import { changedCards } from './changed-cards.ts'
import { columnsOf } from './columns.ts'
import type { FreeItem, JourneyLayout } from './journey-layout.ts'
import { type ArcRoom, linkCorridors } from './link-corridors.ts'
import { placeAllCards, placeChangedCards } from './place-cards.ts'
import { rowsOf } from './rows.ts'

/**
 * Where everything of a journey stands. Pure: the same snapshot gives the same rectangles on every machine. Hand over the layout of
 * the snapshot before, and every cell, row and column that did not change keeps its identity; then the cost is one comparison a
 * card plus the cells that changed. Cards whose step or lane is gone have no rectangle (see `strandedCards`), nor have those on pages
 * of crowded cells that are not shown. Without `pages` there are none, and every cell shows all of its cards.
 */
export function layoutOf(
  snapshot: JourneySnapshot,
  before?: JourneyLayout,
  pages: CellPages | undefined = before?.pages,
): JourneyLayout {
  if (before?.snapshot === snapshot && before.pages === pages) return before
  const old = before?.snapshot
  const hasSameColumns = before && old?.stages === snapshot.stages && old.steps === snapshot.steps
  const { stages, columns, columnOfStep, steps, width } = hasSameColumns ? before : columnsOf(snapshot)
  const lanes = lanesInOrder(snapshot)
  const same = hasSameColumns && before.lanes === lanes && !before.pages === !pages ? before : undefined
  const changed = same && changedCards(same.snapshot, snapshot)
  const corridors = linkCorridors(
    snapshot,
    { columnOfStep, steps, lanes, pages },
    changed && { corridors: same.corridors, snapshot: same.snapshot, pages: same.pages, changed },
  )
  const rooms = sameRooms(before?.arcRooms, corridors.rooms)
  const grid = { columns, columnOfStep, steps, lanes, arcRooms: rooms, pages }
  const cells = changed
    ? placeChangedCards(snapshot, grid, same, changed)
    : placeAllCards(snapshot, grid, before?.cells)
  const { rows, rowOfLane, height } = rowsOf(lanes, cells, rooms, before)
  const free = freeItems(freeCards(snapshot), before?.free)
  return {
    snapshot,
    stages,
    columns,
    columnOfStep,
    steps,
    lanes,
    rows,
    rowOfLane,
    cells,
    arcRooms: rooms,
    corridors,
    free,
    pages,
    width,
    height,
  }
}

type ArcRooms = JourneyLayout['arcRooms']

function sameRooms(before: ArcRooms | undefined, after: ArcRooms): ArcRooms {
  const isSame = (room: ArcRoom, laneId: Parameters<ArcRooms['get']>[0]): boolean => {
    const old = before?.get(laneId)
    return old?.top === room.top && old.bottom === room.bottom
  }
  return before?.size === after.size && [...after].every(([laneId, room]) => isSame(room, laneId)) ? before : after
}

const freeItemOfCard = new WeakMap<Card, FreeItem>()

function freeItems(cards: readonly Card[], before: readonly FreeItem[] | undefined): readonly FreeItem[] {
  const items = cards.flatMap((card): FreeItem[] => {
    if (card.place.kind !== 'free') return []
    const { x, y, width, height } = card.place
    const item = freeItemOfCard.get(card) ?? { card, rect: { x, y, width, height } }
    freeItemOfCard.set(card, item)
    return [item]
  })
  const isSame = before?.length === items.length && before.every((item, index) => item === items[index])
  return isSame ? before : items
}
