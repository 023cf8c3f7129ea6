import type * as Y from 'yjs'
import { type OrderKey, orderBetween, ordersBetween } from '#shared/lib/fractional-order.ts'
import type { RecordRoot } from '../records/record.ts'
import { liveRecord, setOrder, type Sibling } from './stored.ts'

/** Keys longer than this make all siblings be numbered anew: inserting hundreds of times at one place makes them grow. */
const KEY_LENGTH_MAX = 48

/** Where new or moved records go, and which siblings must get another key for it. */
export interface Order {
  readonly keys: readonly OrderKey[]
  readonly renumbered: readonly Sibling[]
}

/**
 * Order keys for `count` records that come to stand at `index` (clamped) among siblings, which do not include them. Usually no
 * sibling changes. Two people who added at the same place may have drawn the same key: then the ones after the index move up.
 */
export function orderAmong(among: readonly Sibling[], index: number | undefined, count: number): Order {
  const at = Math.max(
    0,
    Math.min(index === undefined || Number.isNaN(index) ? among.length : Math.trunc(index), among.length),
  )
  const before = among[at - 1]?.order ?? null
  // Siblings after the index whose key is not after the one before it: ties.
  const tied = before === null ? [] : among.slice(at).filter((sibling) => sibling.order <= before)
  const after = among[at + tied.length]?.order ?? null
  const keys = ordersBetween(before, after, count + tied.length)
  if (keys.some((key) => key.length > KEY_LENGTH_MAX)) return renumberAll(among, at, count)
  return {
    keys: keys.slice(0, count),
    renumbered: tied.map((sibling, rank) => ({ id: sibling.id, order: keys[count + rank] ?? sibling.order })),
  }
}

function renumberAll(among: readonly Sibling[], at: number, count: number): Order {
  const fresh: OrderKey[] = []
  for (let rank = 0; rank < among.length + count; rank++) fresh.push(orderBetween(fresh.at(-1) ?? null, null))
  const rest = [...fresh.slice(0, at), ...fresh.slice(at + count)]
  return {
    keys: fresh.slice(at, at + count),
    renumbered: among.map((sibling, rank) => ({ id: sibling.id, order: rest[rank] ?? sibling.order })),
  }
}

/** Writes the keys of the siblings that had to change. */
export function applyRenumbered(doc: Y.Doc, root: RecordRoot, order: Order): void {
  for (const { id, order: key } of order.renumbered) {
    const record = liveRecord(doc, root, id)
    if (record) setOrder(record, key)
  }
}
