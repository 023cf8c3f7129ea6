import type { LinkId } from '#shared/model/records/link.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { type OutlineRow, outlineRows } from './outline-rows.ts'

const NONE: ReadonlySet<string> = new Set()

/** What must be folded and unfolded for an element's row to be there; `null` when it has none, or is there already. */
export function unfoldedFor(
  snapshot: JourneySnapshot,
  toggled: ReadonlySet<string>,
  elementId: string,
): ReadonlySet<string> | null {
  const from = snapshot.links.get(elementId as LinkId)?.fromCardId ?? elementId
  const all = outlineRows(snapshot, { toggled: NONE, showsEmpty: true, sight: null })
  const above = new Set(ancestorsOf(all, from))
  const next = new Set([...toggled].filter((key) => !above.has(key)))
  if (from !== elementId) next.add(from)
  return next.size === toggled.size && [...next].every((key) => toggled.has(key)) ? null : next
}

/** The keys of the rows that a row lies in, from the inside. */
export function ancestorsOf(rows: readonly OutlineRow[], key: string): readonly string[] {
  const row = rows.find((one) => one.key === key)
  return row?.parentKey ? [row.parentKey, ...ancestorsOf(rows, row.parentKey)] : []
}
