import { byOrder, type OrderKey, ordersBetween } from '#shared/lib/fractional-order.ts'
import { patchedMap } from '#shared/lib/patched-map.ts'
import { noteChangedIds } from '#shared/model/changed-ids.ts'
import type { Card } from '#shared/model/records/card.ts'
import { cardsOfCell } from '#shared/model/selectors/cards-by-cell.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { stepsOfStage } from '#shared/model/selectors/steps-of-stage.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { TitleMove } from '../canvas-state.ts'
import type { DropTarget } from './drop-target.ts'

/** Keys for what comes to stand at an index. Among equal keys, which two people may have drawn at once, it shows behind them. */
function keysAt(orders: readonly OrderKey[], index: number, count: number): OrderKey[] {
  const before = orders[index - 1] ?? null
  const after = orders.slice(index).find((order) => before === null || order > before) ?? null
  return ordersBetween(before, after, count)
}

/** The journey with cards where they would land; nothing is written. */
export function withCardsMoved(
  snapshot: JourneySnapshot,
  dragged: ReadonlySet<string>,
  { cell, index }: DropTarget & { kind: 'cell' },
): JourneySnapshot {
  const staying = cardsOfCell(snapshot, cell.stepId, cell.laneId).filter((card) => !dragged.has(card.id))
  const moving = [...dragged].flatMap((id): Card[] => {
    const card = snapshot.cards.get(id as Card['id'])
    return card ? [card] : []
  })
  const orders = staying.flatMap(({ place }) => (place.kind === 'cell' ? [place.order] : []))
  const keys = keysAt(orders, index, moving.length)
  const changes = new Map<Card['id'], Card>()
  moving.forEach((card, rank) => {
    const order = keys[rank]
    if (order === undefined) return
    const span = card.place.kind === 'cell' ? card.place.span : undefined
    changes.set(card.id, { ...card, place: { kind: 'cell', ...cell, order, ...(span === undefined ? {} : { span }) } })
  })
  const cards = patchedMap(snapshot.cards, changes)
  noteChangedIds(snapshot.cards, cards, new Set(changes.keys()))
  return { ...snapshot, cards }
}

/** The journey with a stage, step or lane where it would land; nothing is written. */
export function withTitleMoved(snapshot: JourneySnapshot, { title, index, stageId }: TitleMove): JourneySnapshot {
  const { stages, steps, lanes } = snapshot
  switch (title.kind) {
    case 'stage': {
      const stage = stages.get(title.id)
      const order = stage && orderAt(stagesInOrder(snapshot), title.id, index)
      return order ? { ...snapshot, stages: new Map(stages).set(title.id, { ...stage, order }) } : snapshot
    }
    case 'lane': {
      const lane = lanes.get(title.id)
      const order = lane && orderAt(lanesInOrder(snapshot), title.id, index)
      return order ? { ...snapshot, lanes: new Map(lanes).set(title.id, { ...lane, order }) } : snapshot
    }
    default: {
      const step = steps.get(title.id)
      if (!step || stageId === undefined) return snapshot
      const siblings = stepsOfStage(snapshot, stageId).map(({ id, place }) => ({ id, order: place.order }))
      const order = orderAt(siblings, title.id, index)
      return order
        ? { ...snapshot, steps: new Map(steps).set(title.id, { ...step, place: { stageId, order } }) }
        : snapshot
    }
  }
}

function orderAt(
  siblings: readonly { readonly id: string; readonly order: OrderKey }[],
  id: string,
  index: number,
): OrderKey | undefined {
  const others = siblings.filter((one) => one.id !== id).sort(byOrder)
  return keysAt(
    others.map((one) => one.order),
    index,
    1,
  )[0]
}
