import type { CardId } from '#shared/model/records/card.ts'
import { roomAbove } from './link-ends.ts'
import type { CellItem, CellLayout, JourneyLayout } from './journey-layout.ts'

/** What is different between two layouts of one grid, as far as links ask. */
export interface ChangedEnds {
  /** Cards that came, went, or stand otherwise in their cells. */
  readonly cards: ReadonlySet<CardId>
  /** Rows in which another card may stand in the way of what passes by. */
  readonly rows: ReadonlySet<number>
}

/** One comparison a cell of the lanes that changed; typing in a card that keeps its size changes nothing. */
export function changedEnds(before: JourneyLayout, after: JourneyLayout): ChangedEnds {
  const cards = new Set<CardId>()
  const rows = new Set<number>()
  for (const row of after.rows) {
    const { laneId, index } = row
    const [old, now] = [before.cells.get(laneId), after.cells.get(laneId)]
    if (old === now) continue
    const was = before.rows[index] ?? row
    const shift = roomAbove(after, row) - roomAbove(before, was)
    const compare = (old: CellLayout | undefined, now: CellLayout | undefined): void => {
      if (old === now) return
      addChanged(old?.items ?? NONE, now?.items ?? NONE, shift, cards)
      if (!old || !now || old.spanning.length + now.spanning.length > 0) rows.add(index)
    }
    for (const [stepId, cell] of now ?? []) compare(old?.get(stepId), cell)
    for (const [stepId, cell] of old ?? []) if (!now?.has(stepId)) compare(cell, undefined)
  }
  return { cards, rows }
}

const NONE: readonly CellItem[] = []

function addChanged(old: readonly CellItem[], now: readonly CellItem[], shift: number, cards: Set<CardId>): void {
  for (let index = 0; index < Math.max(old.length, now.length); index++) {
    const [was, is] = [old[index], now[index]]
    const isSame = was && is && isSameItem(was, is, shift) && (index === old.length - 1) === (index === now.length - 1)
    if (isSame) continue
    if (was) cards.add(was.card.id)
    if (is) cards.add(is.card.id)
  }
}

const isSameItem = (a: CellItem, b: CellItem, shift: number): boolean =>
  a.card.id === b.card.id &&
  a.x === b.x &&
  a.y + shift === b.y &&
  a.width === b.width &&
  a.height === b.height &&
  a.columns === b.columns &&
  a.isOnCurve === b.isOnCurve
